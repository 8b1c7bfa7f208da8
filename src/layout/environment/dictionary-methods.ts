import type { Arguments } from './arguments.ts';
import type { Frame } from './frame.ts';
import { constant, stringOf, unknown, type Dictionary, type Value } from './values.ts';

const open = new WeakSet<Dictionary>();

/** Whether the code may have put into it what is not known: `DATABASES["default"].update(read_file())`. */
export function isOpen(of: Dictionary): boolean {
  return open.has(of);
}

/** A method of a dictionary: settings keep defaults in them, and pass them on as `**options`. */
export function dictionaryMethod(frame: Frame, of: Dictionary, name: string, passed: Arguments): Value {
  const [key, otherwise = constant(null)] = passed.positional;
  const text = stringOf(key);
  if (name === 'copy') return { ...of, entries: new Map(of.entries) };
  if (name === 'update') return update(frame, of, key);
  if (text === undefined || !/^(get|pop|setdefault)$/.test(name)) return unknown;
  const held = of.entries.get(text) ?? (of.isWhole ? otherwise : unknown);
  if (name === 'pop') of.entries.delete(text);
  if (name === 'setdefault') of.entries.set(text, frame.isCertain ? held : unknown);
  return held;
}

/** What it is updated with has the last word, as far as it is known. */
function update(frame: Frame, of: Dictionary, more: Value | undefined): Value {
  const isKnown = more?.kind === 'dictionary' && (more.isWhole || more.spread?.kind === 'given') && frame.isCertain;
  if (!isKnown) open.add(of);
  if (more?.kind === 'dictionary')
    for (const [name, value] of more.entries) of.entries.set(name, frame.isCertain ? value : unknown);
  return constant(null);
}
