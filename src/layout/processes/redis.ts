import type { Origin } from '../../values/fact.ts';
import type { ServiceNeed } from '../../values/layout.ts';
import { isConditional } from '../python-branches.ts';
import { findAll, originOf, textOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { stringsOf } from '../python-strings.ts';
import { certainValues, type Setting } from '../settings-code.ts';
import { argumentOf, brokersOf, type CeleryApp } from './celery-app.ts';
import { placeOfString } from '../place-of-string.ts';
import { variablesRead } from './variables-read.ts';

/** What the project leans on that may need Redis. */
interface Users {
  readonly sources: readonly PythonSource[];
  readonly celery: CeleryApp | undefined;
  /** Whether a package is among the requirements. */
  readonly requires: (name: string) => boolean;
}

/** A place that shows the need, and the variables that the address is read from there. */
interface Need {
  readonly origin: Origin;
  readonly why: string;
  readonly variables: readonly string[];
}

const results = ['CELERY_RESULT_BACKEND', 'RESULT_BACKEND', 'CELERY_RESULT_BACKEND_URL'];
/** Settings whose values name Redis when they use it, and what they are for. */
const settings: readonly (readonly [name: string, pattern: RegExp, why: string])[] = [
  ['CACHES', /^rediss?:\/\/|\bRedisCache$/, 'the cache is Redis'],
  ['CHANNEL_LAYERS', /^rediss?:\/\/|^channels_redis\./, 'channels speak by Redis'],
  ['DRAMATIQ_BROKER', /^rediss?:\/\/|\bRedisBroker$/, 'Dramatiq speaks by Redis'],
  ['Q_CLUSTER', /^(redis|django_redis)$|^rediss?:\/\//, 'Django Q speaks by Redis'],
];
/** A variable whose name says that it is an address of Redis, or a part of one. */
const ofRedis = /(^|_)(REDIS|VALKEY)(_\w+)?_?(URL|URI|HOST|HOSTNAME|PORT|PASSWORD|PASS|LOCATION)$|^(REDIS|VALKEY)$/;

/** Redis, when processes, the cache or channels need it, with the variables that its address is read from. */
export function findRedis(users: Users): readonly ServiceNeed[] {
  const needs = [...celeryNeeds(users), ...settingNeeds(users), ...workerNeeds(users)];
  const [first] = needs;
  if (first === undefined) return [];
  const named = users.sources.flatMap((source) =>
    variablesRead(source, source.top).filter((name) => ofRedis.test(name)),
  );
  const variables = [...new Set(['REDIS_URL', ...needs.flatMap((need) => need.variables), ...named])];
  return [{ value: 'redis', origin: first.origin, why: first.why, variables }];
}

/**
 * CELERY_BROKER_URL and CELERY_RESULT_BACKEND of the environment win over all settings (celery/app/utils.py, `Settings`), so
 * an address that is written down is no obstacle.
 */
function celeryNeeds({ sources, celery, requires }: Users): readonly Need[] {
  if (celery === undefined) return [];
  const client = requires('redis');
  const found = brokersOf(celery, sources).find((each) => isRedis(each, client));
  if (found === undefined) return [];
  // What only a variable tells is Redis too, unless the results go into the database.
  const elsewhere = ['django-celery-results', 'sqlalchemy'].some((name) => requires(name));
  const result = [...argumentOf(celery, 'backend'), ...certainValues(sources, results)].filter((each) =>
    isRedis(each, client && !elsewhere),
  );
  return [
    {
      origin: originOf(found.source, found.value),
      why: 'Celery passes its tasks by Redis',
      variables: [
        'CELERY_BROKER_URL',
        ...(result.length > 0 ? ['CELERY_RESULT_BACKEND'] : []),
        ...[found, ...result].flatMap(({ source, value }) => addresses(source, value)),
      ],
    },
  ];
}

/** An address of Redis; or one that only a variable tells, when Redis' client and no other broker's is required. */
function isRedis({ source, value }: Setting, client: boolean): boolean {
  const texts = stringsOf(source, value);
  if (texts.some((text) => /^rediss?:\/\//.test(text))) return true;
  const named = textOf(source, value);
  if (/rediss?:\/\//.test(named) || /REDIS/.test(named)) return true;
  if (OTHER_SCHEME.test(named)) return false;
  return client && texts.every((text) => text === '') && addresses(source, value).length > 0;
}

/** `f"amqp://{HOST}"`: variables tell where it is, but not what it is. */
const OTHER_SCHEME = /["']\w+:\/\//;

function addresses(source: PythonSource, value: SyntaxNode): readonly string[] {
  return variablesRead(source, value).filter((name) =>
    /_\w*(URL|URI|BROKER|BACKEND|HOST|PORT|PASSWORD|PASS|REDIS)$/.test(name),
  );
}

function settingNeeds({ sources }: Users): readonly Need[] {
  return settings.flatMap(([name, pattern, why]) =>
    certainValues(sources, [name])
      .slice(0, 1)
      .flatMap(({ source, value }) => {
        const node = strings(value).find(
          (each) => !isConditional(each) && stringsOf(source, each).some((text) => pattern.test(text)),
        );
        return node === undefined ? [] : [{ origin: originOf(source, node), why, variables: addresses(source, value) }];
      }),
  );
}

function strings(value: SyntaxNode): readonly SyntaxNode[] {
  return ['String', 'FormatString', 'VariableName'].flatMap((name) => findAll(value, name));
}

/** Libraries whose own default is Redis. */
function workerNeeds({ sources }: Users): readonly Need[] {
  const rq = placeOfString(sources, /^django_rq(\.|$)/);
  const huey = placeOfString(sources, /^huey\.contrib\.djhuey$/);
  const elsewhere = certainValues(sources, ['HUEY']).some(({ source, value }) =>
    /Sqlite|Memory|File/.test(textOf(source, value)),
  );
  return [
    ...(rq ? [{ origin: rq, why: 'RQ passes its jobs by Redis', variables: [] }] : []),
    ...(huey && !elsewhere ? [{ origin: huey, why: 'Huey passes its tasks by Redis', variables: [] }] : []),
  ];
}
