import { pairedDifference, pairedRatio, withSpread } from './statistics.ts';

/** Results of one scenario: a list of seconds for each way, the first way being ours. */
export interface Scenario {
  readonly what: string;
  readonly seconds: readonly (readonly number[])[];
}

/** A table in Markdown: seconds of each way, and what ours is against the others. */
export function scenarioTable(names: readonly string[], scenarios: readonly Scenario[]): string {
  const head = ['seconds, median (least–greatest)', ...names, ...names.slice(1).map((name) => `ours / ${name}`)];
  const rows = scenarios.map(({ what, seconds: [ours = [], ...others] }) => [
    `${what} (${ours.length} runs)`,
    withSpread(ours),
    ...others.map((other) => withSpread(other)),
    ...others.map((other) => pairedRatio(ours, other)),
  ]);
  return table([head, ...rows]);
}

/** A table in Markdown; the first row is its head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** One aim of the project and whether this run reached it. */
export interface Aim {
  readonly what: string;
  readonly limit: number;
  readonly value: number;
  readonly unit: string;
}

export function aimTable(aims: readonly Aim[]): string {
  return table([
    ['aim', 'limit', 'here', ''],
    ...aims.map(({ what, limit, value, unit }) => [
      what,
      `${limit} ${unit}`,
      `${value.toFixed(unit === 's' ? 2 : 1)} ${unit}`,
      value <= limit ? 'reached' : 'NOT reached',
    ]),
  ]);
}

/** By how many seconds ours is slower than another way, pair by pair. */
export function slowerBy(scenarios: readonly Scenario[], what: string, way: number): number {
  const { seconds = [] } = scenarios.find((scenario) => scenario.what === what) ?? {};
  return pairedDifference(seconds[0] ?? [], seconds[way] ?? []);
}
