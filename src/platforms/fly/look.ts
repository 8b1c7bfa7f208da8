import type { Outcome, Plan, PlainRequest, Serving } from '../types.ts';
import { clusterOf, page } from './names.ts';
import type { FlyNow, Machine } from './observe.ts';
import { presentApp } from './present.ts';

/** What there is to say about an app. Throws `app-absent`. */
export function planStatus(now: FlyNow, request: PlainRequest): Plan {
  return look(now, request, statusFacts(now, request));
}

/** Where an app answers. Throws `app-absent`. */
export function planOpen(now: FlyNow, request: PlainRequest): Plan {
  return look(now, request, []);
}

function look(now: FlyNow, request: PlainRequest, facts: Outcome['facts']): Plan {
  const url = `https://${presentApp(now, request).host}/`;
  const outcome = { changed: false, data: [url], urls: [url], facts, notes: [], docs: [page] };
  return { steps: [], outcome: () => outcome };
}

/** The release that serves: told when a push failed. */
export function serving({ app, machines, releases }: FlyNow): Serving | undefined {
  const good = releases.find(({ status }) => status === 'complete');
  const isUp = machines.some(
    ({ state, version, checks }) =>
      state === 'started' && version === good?.version && checks.every(({ status }) => status !== 'critical'),
  );
  return app !== undefined && good !== undefined && isUp
    ? { url: `https://${app.host}/`, image: good.image }
    : undefined;
}

function statusFacts(now: FlyNow, request: PlainRequest): Outcome['facts'] {
  const { org } = presentApp(now, request);
  const [release] = now.releases;
  const cluster = now.clusters?.find(({ name }) => name === clusterOf(request.app));
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['App', `${request.app}, organisation ${org}`],
    ['Release', release && `${release.version}, ${release.status}, ${release.createdAt}`],
    ['Image', release?.image],
    ...now.machines.map((machine) => [`Machine ${machine.id}`, machineWords(machine)] as const),
    ['Machines', now.machines.length === 0 ? 'none: nothing was deployed yet' : undefined],
    ['Secrets', now.secrets.length === 0 ? undefined : now.secrets.map(({ name }) => name).join(', ')],
    ['Waiting for a deployment', staged(now)],
    [
      'Volumes',
      now.volumes.length === 0 ? undefined : now.volumes.map(({ name, size }) => `${name} (${size})`).join(', '),
    ],
    ['Postgres', cluster && `${cluster.name} (${cluster.id})`],
    [
      'Push under way',
      now.lock && !now.lock.gone ? `process ${now.lock.holder.pid} on ${now.lock.holder.host}` : undefined,
    ],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function machineWords({ group, state, region, checks }: Machine): string {
  const bad = checks.filter(({ status }) => status !== 'passing');
  const health =
    checks.length === 0 || state !== 'started'
      ? ''
      : bad.length === 0
        ? ', healthy'
        : `, ${bad.map(({ name, status, output }) => `${name} ${status}: ${output.split('\n')[0]}`).join('; ')}`;
  return `${group}, ${state} in ${region}${health}`;
}

function staged({ secrets }: FlyNow): string | undefined {
  const names = secrets.filter((each) => each.staged).map(({ name }) => name);
  return names.length === 0 ? undefined : `secrets ${names.join(', ')}`;
}
