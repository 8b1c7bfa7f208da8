import type { Layout } from '../values/layout.ts';
import type { Row } from '../values/report.ts';
import { suppliedFrom } from '../values/supplied-variables.ts';

/** What the image fills in of the variables that the settings demand, by what of; without those that somebody gave. */
export function filledIn(layout: Pick<Layout, 'supplied'> | undefined, given: readonly string[]): readonly Row[] {
  const byWhat = new Map<string, string[]>();
  for (const [name, part] of Object.entries(layout?.supplied ?? {})) {
    if (given.includes(name)) continue;
    const from = suppliedFrom(part);
    byWhat.set(from, [...(byWhat.get(from) ?? []), name]);
  }
  const value = [...byWhat].map(([from, names]) => `${names.join(', ')} (${from})`).join('; ');
  return value === '' ? [] : [{ name: 'Filled in', value }];
}
