import type { Requirement } from '../../values/layout.ts';

/** A name with the extras that are asked of it. */
export interface Asked {
  readonly name: string;
  readonly extras: readonly string[];
  /** It is only asked for when its own package was asked for with one of these extras. */
  readonly onlyFor?: readonly string[];
}

/** A package of a lock file. */
export interface Locked {
  readonly requirement: Requirement;
  readonly needs: readonly Asked[];
}

/** What is asked for and all that it needs, in the order in which it is met; of a package that is locked more than once, each. */
export function reachable<T extends Locked>(packages: readonly T[], roots: readonly Asked[]): T[] {
  const byName = Map.groupBy(packages, ({ requirement }) => requirement.name);
  const found = new Set<T>();
  const taken = new Set<string>();
  const queue = [...roots];
  // The queue grows while it is walked.
  for (const { name, extras } of queue) {
    const fresh = ['', ...extras].filter((extra) => !taken.has(`${name}[${extra}]`));
    for (const extra of fresh) taken.add(`${name}[${extra}]`);
    for (const each of byName.get(name) ?? []) {
      found.add(each);
      queue.push(
        ...each.needs.filter(({ onlyFor }) => fresh.some((extra) => onlyFor?.includes(extra) ?? extra === '')),
      );
    }
  }
  return [...found];
}
