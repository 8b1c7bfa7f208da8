import { table } from '../report.ts';
import { median, pairedRatio, withSpread } from '../statistics.ts';
import type { Site } from './sites.ts';
import { load, type Loaded, type Manner } from './wrk.ts';

/** One half of a pair: what a site did in all of its turns. */
interface Half {
  readonly perSecond: number;
  /** The middle one of its turns. */
  readonly p99: number;
  /** Milliseconds of processor time for a request: a neighbour on the machine changes it less than the wall's. */
  readonly processor: number;
  readonly failed: number;
}

export interface PairPlan extends Manner {
  readonly what: string;
  readonly pairs: number;
  /** Of each half. */
  readonly seconds: number;
}

/** Turns in which each half of a pair is loaded. A machine that is slow for some seconds is slow for both. */
const TURNS = 10;

/**
 * Two sites under load in pairs, ours and another. Each pair is so many seconds of each, in turns that alternate (a b, b a, …);
 * each turn opens its connections anew. Gives a table and what is reached.
 */
export async function inPairs(sites: readonly [Site, Site], plan: PairPlan): Promise<string> {
  const found: [Half[], Half[]] = [[], []];
  for (const site of sites) await load(site, 3, plan);
  for (let pair = 0; pair < plan.pairs; pair++) {
    const turns: [Loaded[], Loaded[]] = [[], []];
    for (let turn = 0; turn < TURNS; turn++) {
      for (const which of (pair + turn) % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        turns[which].push(await load(sites[which], turnOf(plan), plan));
      }
    }
    for (const which of [0, 1] as const) found[which].push(halfOf(turns[which]));
    const now = found.map((halves) => halves.at(-1)?.perSecond.toFixed(0)).join(' ');
    console.log(`  ${plan.what}, ${pair + 1} of ${plan.pairs}: ${now} requests/s`);
  }
  return report(plan, found);
}

/** Seconds of a turn: whole ones, as wrk takes them. */
function turnOf({ seconds }: PairPlan): number {
  return Math.max(1, Math.round(seconds / TURNS));
}

function halfOf(turns: readonly Loaded[]): Half {
  const sum = (of: (turn: Loaded) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  const requests = sum((turn) => turn.requests);
  return {
    perSecond: requests / sum(({ seconds }) => seconds),
    p99: median(turns.map(({ p99 }) => p99)),
    processor: (sum(({ processor }) => processor) / requests) * 1000,
    failed: sum(({ failed }) => failed),
  };
}

function report(plan: PairPlan, found: readonly [readonly Half[], readonly Half[]]): string {
  const row = (name: string, halves: readonly Half[]): string[] => [
    name,
    withSpread(
      halves.map(({ perSecond }) => perSecond),
      0,
    ),
    withSpread(
      halves.map(({ p99 }) => p99),
      0,
    ),
    withSpread(halves.map(({ processor }) => processor)),
    String(halves.reduce((total, { failed }) => total + failed, 0)),
  ];
  const ratio = (of: (half: Half) => number) => pairedRatio(found[0].map(of), found[1].map(of));
  const middle = median(found[0].map((half, index) => half.perSecond / (found[1][index]?.perSecond ?? Number.NaN)));
  const head = `${plan.what}: ${plan.pairs} pairs of ${turnOf(plan) * TURNS} s each`;
  return [
    table([
      [head, 'requests/s', 'p99, ms', 'processor, ms a request', 'failed'],
      row('simple-deploy push --to local', found[0]),
      row('started by hand', found[1]),
      [
        'ours / by hand',
        ratio(({ perSecond }) => perSecond),
        ratio(({ p99 }) => p99),
        ratio(({ processor }) => processor),
        '',
      ],
    ]),
    `aim: ×0.97 or more of the requests/s: ${middle >= 0.97 ? 'reached' : 'NOT reached'} (×${middle.toFixed(3)})`,
  ].join('\n\n');
}
