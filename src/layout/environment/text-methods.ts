import type { Arguments } from './arguments.ts';
import { formatText } from './texts.ts';
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
export function textMethod(of: Value, name: string, { positional, named }: Arguments): Value {
  // What somebody gives a variable stays that, written in small letters or without spaces.
  if (of.kind === 'given' && positional.length === 0 && plain[name] !== undefined) return of;
  if (of.kind === 'given') return givenMethod(of, name, positional);
  const text = stringOf(of);
  if (text === undefined || of.kind !== 'constant') return unknown;
  const [first] = positional;
  const part = stringOf(first);
  const changed = positional.length === 0 ? plain[name]?.(text) : undefined;
  if (changed !== undefined) return { ...of, value: changed };
  if (name === 'format' && positional.length === 0) return filledByName(of, text, named);
  if (name === 'format') {
    return formatText(text, positional, named) ?? (part === undefined ? unknown : filled(of, text, part));
  }
  if (name === 'split' && part !== undefined && part !== '') {
    return { kind: 'list', items: text.split(part).map((each) => constant(each)), reads: readsOf(of) };
  }
  const held = part === undefined ? undefined : tests[name]?.(text, part);
  return held === undefined ? unknown : constant(held, readsOf(of));
}

/** Of pydantic's secrets and addresses. */
const wholeMethods = /^(get_secret_value|unicode_string|encoded_string)$/;

/** `os.environ["HOSTS"].replace(" ", "").split(",")` */
function givenMethod(of: Extract<Value, { kind: 'given' }>, name: string, positional: readonly Value[]): Value {
  const [first, second] = positional.map(stringOf);
  const strips = name === 'replace' && second === '' && /^[\s"'[\]]+$/.test(first ?? '');
  if (strips || (/^[lr]?strip$/.test(name) && first !== undefined) || wholeMethods.test(name)) return of;
  if (name !== 'split' || of.from === undefined) return unknown;
  const separator = positional.length === 0 ? ' ' : first;
  return separator === undefined ? unknown : { kind: 'made', from: of.from, as: { kind: 'list', separator } };
}

const hole = /\{0?\}/;

/** `"PREFIX_{}".format(name)`: names of variables are made so, and paths. */
function filled(of: Extract<Value, { kind: 'constant' }>, text: string, part: string): Value {
  return text.split(hole).length === 2 ? { ...of, value: text.replace(hole, () => part) } : unknown;
}

/** `"config.{stage}".format(stage=stage)` */
function filledByName(
  of: Extract<Value, { kind: 'constant' }>,
  text: string,
  named: ReadonlyMap<string, Value>,
): Value {
  const parts = [...named].map(([key, value]) => [`{${key}}`, value] as const).filter(([key]) => text.includes(key));
  const value = parts.reduce((made, [key, part]) => made.replaceAll(key, stringOf(part) ?? key), text);
  const reads = parts.flatMap(([, part]) => readsOf(part));
  return /[{}]/.test(value) ? unknown : { ...of, value, reads: [...of.reads, ...reads] };
}
