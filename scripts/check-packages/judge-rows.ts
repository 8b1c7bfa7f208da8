import { normalised, type Installed } from './installed.ts';

/** A row of the table, and what the installed distributions say of it. */
export interface JudgedRow {
  readonly module: string;
  readonly distribution: string;
  readonly verdict: 'right' | 'wrong' | 'not there';
  /** Of a wrong one: the modules that the distribution has. */
  readonly modules: readonly string[];
}

/** Whether each distribution of the table really brings the module that it stands for. */
export function judgeRows(
  rows: readonly (readonly [module: string, distribution: string, ...rest: string[]])[],
  installed: readonly Installed[],
): JudgedRow[] {
  return rows.map(([module, distribution]) => {
    const same = installed.filter(({ name }) => name === normalised(distribution));
    if (same.length === 0) return { module, distribution, verdict: 'not there', modules: [] };
    if (same.some(({ modules }) => modules.has(module))) return { module, distribution, verdict: 'right', modules: [] };
    return { module, distribution, verdict: 'wrong', modules: [...(same[0]?.modules ?? [])].toSorted() };
  });
}
