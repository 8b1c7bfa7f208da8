import { availableParallelism } from 'node:os';
import { freePortFrom } from '../scripts/set-up/free-port.ts';
import { SetUpError } from '../scripts/set-up/progress.ts';
import { simpleDeploy } from '../scripts/set-up/run.ts';
import { inPairs } from './load/pairs.ts';
import { docker, memoryOf, removeAll, type Site, siteOf, startByHand, startOurs, versionsOf } from './load/sites.ts';
import { stopUnderLoad } from './load/stop.ts';
import { load, missingTools } from './load/wrk.ts';
import { copyProject } from './project.ts';
import { table } from './report.ts';

/** On both sides. */
const WORKERS = Math.min(8, availableParallelism() + 1);

/** How long and how often each is loaded. */
export interface LoadPlan {
  readonly seconds: number;
  readonly pairs: number;
}

/** As proxies ask, which keep their connections, and as those do that open one for each request. */
const KEPT = { what: 'connections kept', connections: 16, kept: true };
const CLOSED = { what: 'a connection for each request', connections: 16, kept: false };

/**
 * The local platform's container under load, beside the same project started by hand with as many workers and threads; what
 * becomes of requests when it is told to stop; memory within limits. Gives tables.
 */
export async function benchLoad(base: string, plan: LoadPlan): Promise<string> {
  const missing = missingTools();
  if (missing.length > 0)
    throw new SetUpError(`The bench under load needs ${missing.join(' and ')}: apt-get install wrk util-linux`);
  const project = copyProject();
  const app = `bench-load-${process.pid}`;
  const port = await freePortFrom(8900);
  try {
    const flags = ['--app', app, '--port', String(port), '--base-image', base, '--env', `WEB_CONCURRENCY=${WORKERS}`];
    await simpleDeploy('push', project.ours.folder, ...flags, '--bind', '127.0.0.1', '--yes');
    const sites = [
      await siteOf(`simple-deploy-${app}-web`),
      await startByHand(project.handwritten.folder, base, WORKERS),
    ] as const;
    const like = await sameVersions(sites);
    const kept = await inPairs(sites, { ...plan, ...KEPT });
    const closed = await inPairs(sites, {
      ...CLOSED,
      seconds: Math.max(1, Math.round(plan.seconds / 3)),
      pairs: Math.min(plan.pairs, 3),
    });
    const image = await docker('inspect', '--format', '{{.Image}}', sites[0].name);
    return [like, kept, closed, await stops(image), await withinLimits(image, plan.seconds)].join('\n\n');
  } finally {
    await removeAll();
    await simpleDeploy('destroy', project.ours.folder, '--app', app, '--confirm', app, '--delete-data').catch(() => {});
    project.remove();
  }
}

/** The comparison is one of how they are started, not of what: throws when the versions differ. */
async function sameVersions([ours, hand]: readonly [Site, Site]): Promise<string> {
  const [mine, theirs] = [await versionsOf(ours.name), await versionsOf(hand.name)];
  if (mine !== theirs) throw new Error(`Not the same: ${mine} here, ${theirs} by hand (Python, Django, gunicorn).`);
  return `Both with Python, Django and gunicorn ${mine.replaceAll(' ', ', ')}; ${WORKERS} workers of 4 threads.`;
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
      const site = await startOurs(`stop-${rows.length}-${run}`, image, args);
      const counts = await stopUnderLoad(site);
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
    const site = await startOurs(`memory-${limit}`, image, flags);
    const { requests, seconds: took, failed } = await load(site, seconds, { connections: 64, kept: true });
    const { peak, killed } = await memoryOf(site.name);
    // Without the head of the list, the init process, and the one that starts the workers.
    const processes = (await docker('top', site.name, '-o', 'pid')).split('\n').length - 3;
    rows.push([
      `${limit} MiB`,
      String(processes),
      (requests / took).toFixed(0),
      String(failed),
      peak.toFixed(0),
      killed ? 'YES' : 'no',
    ]);
  }
  return table([[`limit, ${seconds} s of load`, 'workers', 'requests/s', 'failed', 'peak, MiB', 'killed'], ...rows]);
}
