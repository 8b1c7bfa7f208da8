import type { Arguments } from './arguments.ts';
import type { Frame } from './frame.ts';
import { constant, stringOf, unknown, type Dictionary, type Value } from './values.ts';

/** A method of a dictionary: settings keep defaults in them, and pass them on as `**options`. */
export function dictionaryMethod(frame: Frame, of: Dictionary, name: string, passed: Arguments): Value {
  const [key, otherwise = constant(null)] = passed.positional;
  const text = stringOf(key);
  if (name === 'copy') return { ...of, entries: new Map(of.entries) };
  if (text === undefined || !/^(get|pop|setdefault)$/.test(name)) return unknown;
  const held = of.entries.get(text) ?? (of.isWhole ? otherwise : unknown);
  if (name === 'pop') of.entries.delete(text);
  if (name === 'setdefault') of.entries.set(text, frame.isCertain ? held : unknown);
  return held;
}
