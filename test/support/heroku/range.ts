/** A piece of a list, and what a client says to have the next one. */
export interface Page {
  readonly items: readonly object[];
  readonly next?: string;
}

const most = 1000;
const usual = 200;

/**
 * The piece of a list that a Range names, such as "version ..; max=1, order=desc" (devcenter: platform-api-reference,
 * ranges). Without one it is the first 200 in rising order: of releases by version, of others as they were made.
 */
export function cut(list: readonly object[], range = ''): Page {
  const [, key = keyOf(list), after = '', from = '', more = ''] =
    /^(\w+) (\]?)([^.;]*)\.\.[^;]*(?:; *(.*))?$/.exec(range) ?? [];
  const max = Math.min(Number(/max=(\d+)/.exec(more)?.[1] ?? usual), most);
  const sorted = list.toSorted((a, b) => compare(valueOf(a, key), valueOf(b, key)));
  const isFalling = more.includes('order=desc');
  const ordered = isFalling ? sorted.reverse() : sorted;
  const at =
    from === '' ? 0 : ordered.findIndex((each) => String(valueOf(each, key)) === from) + (after === ']' ? 1 : 0);
  const items = ordered.slice(at, at + max);
  if (at + max >= ordered.length) return { items };
  const last = valueOf(items.at(-1) ?? {}, key);
  return { items, next: `${key} ]${String(last)}..; max=${max}${isFalling ? ', order=desc' : ''}` };
}

function keyOf(list: readonly object[]): string {
  return 'version' in (list[0] ?? {}) ? 'version' : 'created_at';
}

function valueOf(item: object, key: string): unknown {
  return (item as Readonly<Record<string, unknown>>)[key];
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}
