/**
 * Reading what flyctl writes with `--json`. Its keys follow Go's: of some answers they are capital (`ImageRef`), of others
 * small (`image_ref`), and versions differ; they are compared without regard to case and underscores.
 */

/** The value in the text; undefined where the text is no JSON, as flyctl says "none" in words. */
export function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What stands at a path of keys. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((here, key) => {
    if (typeof here !== 'object' || here === null) return undefined;
    return Object.entries(here).find(([name]) => plain(name) === plain(key))?.[1] as unknown;
  }, value);
}

/** A text there, or a number as text; empty when there is neither. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** The members of a list there. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A table of texts there. */
export function textsAt(value: unknown, ...path: readonly string[]): Readonly<Record<string, string>> {
  const found = at(value, ...path);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return {};
  return Object.fromEntries(Object.entries(found).map(([key, each]) => [key, String(each)]));
}

function plain(key: string): string {
  return key.replaceAll('_', '').toLowerCase();
}
