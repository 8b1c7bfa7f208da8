import type { ClassValue, Value } from './values.ts';

/** Bases of bases that are followed. */
const DEEPEST = 20;

/** All attributes of a class, those of its bases included. */
export function attributesOf(value: ClassValue, depth = 0): ReadonlyMap<string, Value> {
  if (depth >= DEEPEST) return value.scope.names;
  const taken = value.bases.toReversed().filter((base) => base.kind === 'class');
  return new Map([...taken.flatMap((base) => [...attributesOf(base, depth + 1)]), ...value.scope.names]);
}

/** Names of the classes that a class is made from and that are not the project's. */
export function nativeBases(value: ClassValue, depth = 0): readonly string[] {
  if (depth >= DEEPEST) return [];
  return value.bases.flatMap((base) => {
    if (base.kind === 'class') return nativeBases(base, depth + 1);
    return base.kind === 'native' ? [base.name] : [];
  });
}
