import type { Asked } from './api.ts';
import { parseQuery } from './graphql.ts';

/** What differs from run to run, and says nothing: IDs, digests, ports, times. Each gets the name of its kind and a number. */
const kinds: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['DIGEST', /sha256:[0-9a-f]{64}/g],
  ['HOST', /localhost:\d+/g],
  ['VOLUME', /vol_[0-9a-f]{18}/g],
  ['RELEASE', /\b[0-9a-f]{20}\b/g],
  ['MACHINE', /\b[0-9a-f]{14}\b/g],
  ['SERVER', /fly-user:[0-9a-f]+@[\d.]+:5432/g],
  ['CLUSTER', /\b[0-9a-f]{16}\b/g],
  ['IMAGE', /img_[0-9a-f]{12}/g],
];

/** Asked while something is waited for, as often as it takes, or to hold what is held already. */
const whileWaiting = /\/(?:wait|ps|lease|logs)\b|validateWireGuardPeers/;

/**
 * The requests of a command in a form that two runs of it have in common: what was asked, and what was changed in which
 * order. `rename` is one for all commands of a run.
 */
export function normalRequests(
  requests: readonly Asked[],
  rename: (text: string) => string,
): { readonly asked: string[]; readonly changed: string[] } {
  const lines = requests
    .map(line)
    .filter((each) => !whileWaiting.test(each))
    .map(rename);
  const isChange = (each: string): boolean => /^(?:POST|PATCH|PUT|DELETE) (?!graph)/.test(each);
  return {
    asked: [...new Set(lines.filter((each) => !isChange(each)))].toSorted(),
    changed: runs(lines.filter(isChange)),
  };
}

/** Gives the same name to the same value. */
export function renamer(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) =>
    kinds.reduce(
      (done, [kind, pattern]) =>
        done.replaceAll(pattern, (value) => {
          const count = [...names.values()].filter((name) => name.startsWith(kind)).length + 1;
          if (!names.has(value)) names.set(value, `${kind}-${count}`);
          return names.get(value) ?? '';
        }),
      text,
    );
}

function line({ method, path, body }: Asked): string {
  if (path === '/graphql') return `POST graph ${rootsOf(body as GraphBody)}`;
  const [where = ''] = path.split('?');
  return `${method} ${where}${body === undefined ? '' : ` ${JSON.stringify(ordered(body))}`}`;
}

interface GraphBody {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Of a query what it starts from: which of the fields it takes is the client's business. */
function rootsOf({ query, variables }: GraphBody): string {
  return parseQuery(query, variables ?? {})
    .map(({ name, args }) => `${name} ${JSON.stringify(args)}`)
    .join(', ');
}

/** Members in the order of their names; lists of named things too; nothing that was measured. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const each = value.map(ordered);
    const isNamed = each.every((one) => typeof one === 'object' && one !== null && 'name' in one);
    return isNamed ? each.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : each;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .filter(([name]) => name !== 'timings' && name !== 'size_bytes')
    .map(([name, each]) => [name, ordered(each)] as const);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** flyctl changes several machines at once: which comes first is chance. */
function runs(lines: readonly string[]): string[] {
  const kindOf = (each: string): string => each.replace(/ \{.*$/s, '').replaceAll(/MACHINE-\d+/g, 'MACHINE');
  const sorted: string[][] = [];
  for (const each of lines) {
    const last = sorted.at(-1);
    if (last?.[0] !== undefined && kindOf(last[0]) === kindOf(each)) last.push(each);
    else sorted.push([each]);
  }
  return sorted.flatMap((run) => run.toSorted());
}
