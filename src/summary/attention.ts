import type { Item, Section } from '../values/report.ts';

/** What somebody should look at now, where there is something. */
export function attention(items: readonly Item[]): readonly Section[] {
  return items.length === 0 ? [] : [{ heading: 'Needs your attention', isWarning: true, items }];
}
