import { addressOf } from './addresses.ts';
import type { Arguments } from './arguments.ts';
import { constant, readsOf, stringOf, unknown, type Value } from './values.ts';

const plain: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  casefold: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
};
const tests: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
};

/** A method of a string, as far as it can decide a branch; where a literal is written stays known. */
export function textMethod(of: Value, name: string, { positional }: Arguments): Value {
  // What somebody gives a variable stays that, written in small letters or without spaces.
  if (of.kind === 'given' && positional.length === 0 && plain[name] !== undefined) return of;
  const text = stringOf(of);
  if (text === undefined || of.kind !== 'constant') return unknown;
  const [first] = positional;
  const part = stringOf(first);
  const changed = positional.length === 0 ? plain[name]?.(text) : undefined;
  if (changed !== undefined) return { ...of, value: changed };
  if (name === 'format') {
    return addressOf(text.split('{}'), positional) ?? (part === undefined ? unknown : filled(of, text, part));
  }
  if (name === 'split' && part !== undefined && part !== '') {
    return { kind: 'list', items: text.split(part).map((each) => constant(each)), reads: readsOf(of) };
  }
  const held = part === undefined ? undefined : tests[name]?.(text, part);
  return held === undefined ? unknown : constant(held, readsOf(of));
}

const hole = /\{0?\}/;

/** `"PREFIX_{}".format(name)`: names of variables are made so, and paths. */
function filled(of: Extract<Value, { kind: 'constant' }>, text: string, part: string): Value {
  return text.split(hole).length === 2 ? { ...of, value: text.replace(hole, () => part) } : unknown;
}
