import type { Arguments } from './arguments.ts';
import { constant, readsOf, unknown, type Value } from './values.ts';

/** `isinstance(value, str)`: helpers that read variables ask it of what they read. */
export function isInstance({ positional: [value, type] }: Arguments): Value {
  const types = type?.kind === 'list' ? type.items : [type];
  const names = types.map((each) => (each?.kind === 'native' ? each.name : undefined));
  const own = value === undefined ? undefined : typeOf(value);
  if (value === undefined || own === undefined) return unknown;
  if (names.some((name) => name === own || (name === 'int' && own === 'bool'))) return constant(true, readsOf(value));
  return names.every((name) => name !== undefined && known.has(name)) ? constant(false, readsOf(value)) : unknown;
}

const known: ReadonlySet<string> = new Set(['str', 'bytes', 'bool', 'int', 'float', 'list', 'tuple', 'dict', 'set']);

function typeOf(value: Value): string | undefined {
  if (value.kind === 'given') return 'str';
  if (value.kind === 'dictionary') return 'dict';
  if (value.kind !== 'constant') return undefined;
  if (typeof value.value === 'number') return Number.isInteger(value.value) ? 'int' : 'float';
  return { string: 'str', boolean: 'bool' }[typeof value.value as 'string'] ?? 'NoneType';
}
