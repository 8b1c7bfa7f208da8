import { availableParallelism } from 'node:os';
import { freePortFrom } from '../scripts/set-up/free-port.ts';
import { SetUpError } from '../scripts/set-up/progress.ts';
import { simpleDeploy } from '../scripts/set-up/run.ts';
import { addressOf, docker, memoryOf, removeAll, startByHand, startOurs } from './load/sites.ts';
import { stopUnderLoad } from './load/stop.ts';
import { hasWrk, load, type Loaded } from './load/wrk.ts';
import { copyProject } from './project.ts';
import { table } from './report.ts';
import { median, pairedRatio, withSpread } from './statistics.ts';

/** On both sides. */
const WORKERS = Math.min(8, availableParallelism() + 1);

/** How long and how often each is loaded. */
export interface LoadPlan {
  readonly seconds: number;
  readonly pairs: number;
}

/**
 * The local platform's container under load, beside the same project started by hand with as many workers and threads; what
 * becomes of requests when it is told to stop; memory within limits. Gives tables.
 */
export async function benchLoad(base: string, plan: LoadPlan): Promise<string> {
  if (!hasWrk()) throw new SetUpError('The bench under load needs wrk: apt-get install wrk');
  const project = copyProject();
  const app = `bench-load-${process.pid}`;
  const port = await freePortFrom(8900);
  try {
    const flags = ['--app', app, '--port', String(port), '--base-image', base, '--env', `WEB_CONCURRENCY=${WORKERS}`];
    await simpleDeploy('push', project.ours.folder, ...flags, '--yes');
    const ours = `simple-deploy-${app}-web`;
    const hand = await startByHand(project.handwritten.folder, base, WORKERS);
    const throughput = await inPairs(ours, hand, plan);
    const image = await docker('inspect', '--format', '{{.Image}}', ours);
    return [throughput, await stops(image), await withinLimits(image, plan.seconds)].join('\n\n');
  } finally {
    await removeAll();
    await simpleDeploy('destroy', project.ours.folder, '--app', app, '--confirm', app, '--delete-data').catch(() => {});
    project.remove();
  }
}

/** Loads one and the other in turn; another one begins each time. */
async function inPairs(ours: string, hand: string, { seconds, pairs }: LoadPlan): Promise<string> {
  const sites = [`${await addressOf(ours)}/`, `${await addressOf(hand)}/`] as const;
  const found: [Loaded[], Loaded[]] = [[], []];
  for (const site of sites) await load(site, 3);
  for (let pair = 0; pair < pairs; pair++) {
    for (const which of pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      found[which].push(await load(sites[which], seconds));
    }
    console.log(
      `  ${pair + 1} of ${pairs}: ${found.map((each) => each.at(-1)?.perSecond.toFixed(0)).join(' ')} requests/s`,
    );
  }
  const [mine, theirs] = found.map((runs) => runs.map(({ perSecond }) => perSecond)) as [number[], number[]];
  const row = (name: string, runs: readonly Loaded[]): string[] => [
    name,
    withSpread(
      runs.map(({ perSecond }) => perSecond),
      0,
    ),
    withSpread(
      runs.map(({ p99 }) => p99),
      0,
    ),
    String(runs.reduce((sum, { failed }) => sum + failed, 0)),
  ];
  const ratio = median(mine.map((value, index) => value / (theirs[index] ?? Number.NaN)));
  return [
    table([
      [`${pairs} pairs of ${seconds} s, ${WORKERS} workers`, 'requests/s', 'p99, ms', 'failed'],
      row('simple-deploy push --to local', found[0]),
      row('started by hand', found[1]),
    ]),
    `ours / by hand: ${pairedRatio(mine, theirs)}, aim 0.97: ${ratio >= 0.97 ? 'reached' : 'NOT reached'}`,
  ].join('\n\n');
}

/** Ours, and with gunicorn's own worker: what the difference is worth. */
async function stops(image: string): Promise<string> {
  const rows: string[][] = [];
  for (const [what, args] of [
    ['ours', []],
    ["gunicorn's own worker", ['-e', 'GUNICORN_CMD_ARGS=--worker-class gthread']],
  ] as const) {
    const sum = { answered: 0, refused: 0, lost: 0, lostOnKept: 0, seconds: 0 };
    for (let run = 0; run < STOPS; run++) {
      const name = await startOurs(`stop-${rows.length}-${run}`, image, args);
      const counts = await stopUnderLoad(name, `${await addressOf(name)}/`);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
    }
    const { answered, refused, lost, lostOnKept, seconds } = sum;
    rows.push([what, ...[answered, refused, lost, lostOnKept].map(String), (seconds / STOPS).toFixed(1)]);
  }
  const head = [
    `${STOPS} stops under load`,
    'answered',
    'refused',
    'lost',
    'lost on a kept connection',
    'seconds to stop',
  ];
  return table([head, ...rows]);
}

const STOPS = 3;

/** Small machines, with the number of workers that the image gives itself there. */
async function withinLimits(image: string, seconds: number): Promise<string> {
  const rows: string[][] = [];
  for (const limit of [256, 512]) {
    const flags = ['--memory', `${limit}m`, '--memory-swap', `${limit}m`];
    const name = await startOurs(`memory-${limit}`, image, flags);
    const { perSecond, failed } = await load(`${await addressOf(name)}/`, seconds, 64);
    const { peak, killed } = await memoryOf(name);
    const processes = (await docker('top', name, '-o', 'pid')).split('\n').length - 2;
    rows.push([
      `${limit} MiB`,
      String(processes),
      perSecond.toFixed(0),
      String(failed),
      peak.toFixed(0),
      killed ? 'YES' : 'no',
    ]);
  }
  return table([[`limit, ${seconds} s of load`, 'workers', 'requests/s', 'failed', 'peak, MiB', 'killed'], ...rows]);
}
