import type { Layout } from '../values/layout.ts';

/** What templates/build/distributions.py writes into the environment; undefined where the project is nothing to install. */
export function distributionsFile({ distributions }: Layout): string | undefined {
  if (distributions.length === 0) return undefined;
  return `${JSON.stringify(
    distributions.map(({ value }) => value),
    undefined,
    2,
  )}\n`;
}
