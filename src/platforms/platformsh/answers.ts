/** What stands at a path of keys in an answer of the API. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(
    (here, key) =>
      typeof here === 'object' && here !== null ? (here as Readonly<Record<string, unknown>>)[key] : undefined,
    value,
  );
}

/** A text there; empty when there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The members of a list there. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The members of a table there, by name. */
export function tableAt(value: unknown, ...path: readonly string[]): readonly (readonly [string, unknown])[] {
  const found = at(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.entries(found) : [];
}
