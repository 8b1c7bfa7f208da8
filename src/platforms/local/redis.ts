import type { ContainerSpec } from '../../values/container.ts';
import type { Effect, EngineWork, Step } from '../../values/step.ts';
import { servicesOf } from '../image-labels.ts';
import { givenRedis, redisUrl, redisVariables, type RedisAddress } from '../redis-variables.ts';
import type { Fresh, PushRequest } from '../types.ts';
import { keys, ownLabels } from './labels.ts';
import { when } from './when.ts';
import type { Names } from './names.ts';
import type { LocalNow } from './observe.ts';
import type { RedisOfApp, Release } from './release-spec.ts';

const alias = 'redis';
const port = 6379;
const standard = 'redis:7';

/**
 * The Redis that the image needs; undefined when it needs none, when the person's variables name one, or when none is wanted
 * (`--redis-image none`). What the data was written with is kept.
 */
export function redisOf(
  now: LocalNow,
  { image, redisImage }: Pick<PushRequest, 'image' | 'redisImage'>,
  variables: Readonly<Record<string, string>>,
  fresh: Fresh,
): RedisOfApp | undefined {
  const names = servicesOf(image)['redis'];
  if (names === undefined || redisImage === 'none' || givenRedis(names, variables) !== undefined) return undefined;
  const labels = now.redis?.volume.labels ?? {};
  const password = labels[keys.secret] ?? fresh.password;
  const address: RedisAddress = { host: alias, port, password };
  const all = { ...redisVariables(names, address), REDIS_URL: redisUrl(address) };
  return { image: redisImage ?? labels[keys.image] ?? standard, password, variables: all };
}

/** Steps after which a Redis runs and answers. */
export function redisSteps(now: LocalNow, release: Release, redis: RedisOfApp): readonly Step[] {
  const { names, app } = release;
  const { volume, container } = now.redis ?? {};
  const labels = { ...ownLabels(app, 'redis'), [keys.secret]: redis.password, [keys.image]: redis.image };
  const isOther = container !== undefined && container.image !== redis.image;
  const spec = redisSpec(release, redis);
  const make = container === undefined || isOther;
  const remove: Effect = { kind: 'engine', call: 'remove-container', name: names.redis };
  return [
    ...when(
      make,
      work('image', `Have the Redis image ${redis.image}`, {
        call: 'ensure-image',
        reference: redis.image,
        service: 'redis',
      }),
    ),
    ...when(volume === undefined, {
      ...work('volume', 'Make a volume for Redis', { call: 'create-volume', name: names.redis, labels }),
      undo: [{ kind: 'engine', call: 'remove-volume', name: names.redis }],
    }),
    ...when(
      isOther,
      work('remove', 'Remove the Redis of another image', { call: 'remove-container', name: names.redis }),
    ),
    ...when(make, { ...work('create', 'Create the Redis', { call: 'create-container', spec }), undo: [remove] }),
    ...when(
      make || container?.status !== 'running',
      work('start', 'Start Redis', { call: 'start-container', name: names.redis }),
    ),
    ready(names),
  ];
}

function work(id: string, title: string, call: EngineWork): Step {
  const why = 'Workers, the cache or channels of the project speak by Redis.';
  return { id: `redis-${id}`, title, why, effect: { kind: 'engine', ...call } };
}

function ready({ redis }: Names): Step {
  const argv = ['sh', '-c', 'redis-cli ping | grep -q PONG'];
  const probe = { kind: 'exec', container: redis, argv } as const;
  return {
    id: 'redis-ready',
    title: 'Wait for Redis',
    why: 'The app is started when it answers.',
    effect: { kind: 'wait', probe, until: 'ok', everyMs: 200, limitMs: 60_000 },
    logOf: redis,
  };
}

/** The password comes by the environment and goes in by stdin: an argument could be read by every process of the machine. */
const script = `exec docker-entrypoint.sh redis-server - <<END
requirepass $REDIS_PASSWORD
appendonly yes
dir /data
END`;

function redisSpec({ app, names }: Release, { image, password }: RedisOfApp): ContainerSpec {
  return {
    name: names.redis,
    image,
    command: ['sh', '-c', script],
    // REDISCLI_AUTH is what redis-cli reads.
    env: { REDIS_PASSWORD: password, REDISCLI_AUTH: password },
    labels: ownLabels(app, 'redis'),
    volumes: { '/data': names.redis },
    network: names.network,
    alias,
    ports: [],
    restart: 'unless-stopped',
    stopSeconds: 30,
    confined: false,
  };
}
