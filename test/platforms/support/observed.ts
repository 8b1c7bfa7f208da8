import { planPush } from '../../../src/platforms/local/push.ts';
import { keys } from '../../../src/platforms/local/labels.ts';
import type { LocalNow } from '../../../src/platforms/local/observe.ts';
import { releaseOf } from '../../../src/platforms/local/release.ts';
import { createProcesses } from '../../../src/platforms/local/processes.ts';
import { type Release, webSpec } from '../../../src/platforms/local/release-spec.ts';
import { type ServerKind, serverOf } from '../../../src/platforms/local/servers.ts';
import type { Fresh, Outcome, Plan, PushRequest } from '../../../src/platforms/types.ts';
import type { ContainerSpec, ContainerState } from '../../../src/values/container.ts';
import type { Step } from '../../../src/values/step.ts';

/** An engine on which there is nothing of the app "blog". */
export const nothing: LocalNow = {
  osArch: 'linux/amd64',
  at: Date.parse('2026-01-01T00:02:05Z'),
  addresses: ['localhost', '127.0.0.1', '[::1]', 'laptop', '192.168.1.7'],
  leftovers: [],
  processes: [],
  rehearsal: false,
  network: false,
  healthy: false,
  beforeStands: false,
  port: { number: 8000 },
};

export const fresh: Fresh = {
  secretKey: 'k'.repeat(64),
  password: 'p'.repeat(32),
  id: 'abcd1234',
  holder: { host: 'laptop', pid: 42, born: 'boot/1', since: '2026-01-01T00:00:00Z' },
};

/** A push of "blog", with what a test says otherwise. */
export function pushOf(more: Partial<PushRequest> = {}): PushRequest {
  return {
    verb: 'push',
    app: 'blog',
    appNamed: true,
    folder: 'aaaaaaaaaaaa',
    destinations: [],
    env: {},
    unset: [],
    hosts: [],
    create: false,
    yes: false,
    force: false,
    image: image('1'),
    ...more,
  };
}

/** An image of the app. */
export function image(
  tag: string,
  database: 'sqlite' | 'postgres' | 'mysql' | 'none' = 'sqlite',
  more: Readonly<Record<string, unknown>> = {},
): PushRequest['image'] {
  const said = Object.entries(more).map(([name, value]) => [`simple-deploy.${name}`, JSON.stringify(value)]);
  const labels = { 'simple-deploy.database': database, ...Object.fromEntries(said) } as Record<string, string>;
  return { reference: `simple-deploy/blog:${tag}`, id: `sha256:${tag}`, osArch: 'linux/amd64', labels };
}

/** What there is after that push went well. */
export function after(request: PushRequest, before: LocalNow = nothing): LocalNow {
  const release = releaseOf(before, request, fresh);
  const spec = { ...webSpec(release), name: release.names.web };
  const web = state(spec, request.image.id ?? '');
  const secret = { [keys.secret]: release.secretKey };
  const server = before.database ?? (release.server === undefined ? undefined : databaseServer(release.server));
  return {
    ...before,
    web,
    healthy: true,
    processes: release.processes.map((type) => running(release, type.name)),
    ...(release.redis && { redis: before.redis ?? redisServer(release), network: true }),
    beforeStands: release.before !== undefined,
    data: before.data ?? { name: 'simple-deploy-blog-data', labels: secret },
    ...(server && { database: server, network: true }),
    port: { number: release.port },
  };
}

function running(release: Release, type: string): ContainerState {
  const effect = createProcesses(release).find(({ id }) => id === `create-${type}`)?.effect;
  if (effect === undefined || !('spec' in effect)) throw new Error(type);
  return state({ ...effect.spec, name: release.names.process(type) }, release.imageId);
}

function redisServer({ redis }: Release): NonNullable<LocalNow['redis']> {
  const name = 'simple-deploy-blog-redis';
  const labels = { [keys.secret]: fresh.password, [keys.image]: redis?.image ?? '' };
  const none = { env: {}, labels: {}, volumes: {}, ports: [], stopSeconds: 30, confined: false } as const;
  const container = state({ ...none, name, image: redis?.image ?? '', restart: 'unless-stopped' }, 'sha256:redis');
  return { volume: { name, labels }, container };
}

function databaseServer(kind: ServerKind): NonNullable<LocalNow['database']> {
  const name = 'simple-deploy-blog-database';
  const { image: server } = serverOf(kind);
  const labels = { [keys.secret]: fresh.password, [keys.image]: server, [keys.database]: kind };
  const none = { env: {}, labels: {}, volumes: {}, ports: [], stopSeconds: 60, confined: false } as const;
  const container = state({ ...none, name, image: server, restart: 'unless-stopped' }, 'sha256:server');
  return { volume: { name, labels }, container };
}

/** A container as the engine reports it when it runs. */
export function state(spec: ContainerSpec, imageId: string): ContainerState {
  const { name, labels, env, ports } = spec;
  const times = { createdAt: '2026-01-01T00:00:00Z', startedAt: '2026-01-01T00:00:01Z' };
  return {
    id: `id-of-${name}`,
    name,
    image: spec.image,
    imageId,
    status: 'running',
    exitCode: 0,
    restarts: 0,
    ...times,
    labels,
    env,
    ports,
  };
}

/** The steps of a plan, which must have some. */
export function stepsOf(plan: Plan): readonly Step[] {
  if ('cannot' in plan) throw new Error(plan.cannot.code);
  return plan.steps;
}

/** What a plan comes to when its steps give nothing. */
export function outcomeOf(plan: Plan): Outcome {
  if ('cannot' in plan) throw new Error(plan.cannot.code);
  return plan.outcome([]);
}

/** Plans a push. */
export function planned(now: LocalNow, more: Partial<PushRequest> = {}): Plan {
  return planPush(now, pushOf(more), fresh);
}

/** Titles tell a reader, IDs tell a test: those of the steps. */
export function ids(plan: Plan): readonly string[] {
  return stepsOf(plan).map(({ id }) => id);
}

/** The container that a step of that ID makes. */
export function specIn(plan: Plan, id: string): ContainerSpec {
  const effect = stepsOf(plan).find((step) => step.id === id)?.effect;
  if (effect === undefined || !('spec' in effect)) throw new Error(`${id} makes no container`);
  return effect.spec;
}
