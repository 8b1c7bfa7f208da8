import type { RedisPart } from '../../values/supplied-variables.ts';
import { partsOfAddress } from './address-parts.ts';
import { of, type Found } from './supplied-found.ts';
import type { Value } from './values.ts';

const parts = {
  host: 'redis-host',
  port: 'redis-port',
  user: 'redis-user',
  password: 'redis-password',
  path: 'redis-database',
} as const;

/** Settings whose dictionaries say where Redis is; of all others an address tells. */
const ofRedis = /REDIS|VALKEY|^(RQ_QUEUES|Q_CLUSTER|HUEY|CHANNEL_LAYERS)$/;
/** By what a key, or the end of a setting's name, says which part it is. */
const keys: readonly (readonly [pattern: RegExp, part: RedisPart])[] = [
  [/(^|_)(url|uri|location|address|dsn|connection_string)$/i, 'redis-url'],
  [/(^|_)(host|hostname|server)$/i, 'redis-host'],
  [/(^|_)port$/i, 'redis-port'],
  [/(^|_)(password|pass)$/i, 'redis-password'],
];
/** More nesting than any of these settings has. */
const DEEPEST = 6;

/** Variables that the settings take the address of Redis from. */
export function suppliedRedis(set: ReadonlyMap<string, Value> | undefined): Found {
  const found = [...(set ?? [])].flatMap(([name, value]) =>
    /^[A-Z][A-Z0-9_]*$/.test(name) ? inSetting(name, value) : [],
  );
  // With a database's number behind it somewhere, the address has to come without one.
  return [...found.filter(([, part]) => part === 'redis-root'), ...found];
}

function inSetting(name: string, value: Value): Found {
  if (name === 'CACHES') return entriesOf(value).flatMap(([, cache]) => inCache(cache));
  return inValue(name, value, ofRedis.test(name), 0);
}

const ofTasks = /^(CELERY_?)?(BROKER|BROKER_URL|RESULT_BACKEND)$|^CELERY$|^DRAMATIQ_BROKER$/;

/** Variables by which Celery and Dramatiq are told a whole address: of Redis, if that is what their tasks go through. */
export function brokersOf(set: ReadonlyMap<string, Value> | undefined): Found {
  return [...(set ?? [])].flatMap(([name, value]) => (ofTasks.test(name) ? inBroker(name, value, 0) : []));
}

function inBroker(key: string, value: Value, depth: number): Found {
  if (value.kind === 'text') return ofText(value.pieces, true);
  if (depth <= DEEPEST && value.kind === 'dictionary')
    return entriesOf(value).flatMap(([name, each]) => inBroker(name, each, depth + 1));
  return /(^|_)(broker|url|backend)$/i.test(key) ? of(value, 'redis-url') : [];
}

function inCache(cache: Value): Found {
  const backend = entryOf(cache, 'BACKEND');
  const isRedis = backend?.kind === 'constant' && /redis|valkey/i.test(String(backend.value));
  return inValue('CACHES', cache, isRedis, 0);
}

function inValue(key: string, value: Value, isRedis: boolean, depth: number): Found {
  if (depth > DEEPEST) return [];
  switch (value.kind) {
    case 'text':
      return ofText(value.pieces, isRedis);
    case 'dictionary':
      return entriesOf(value).flatMap(([name, each]) => inValue(name, each, isRedis, depth + 1));
    case 'list':
      return isRedis && key === 'address' && isPair(value.items)
        ? ofPair(value.items)
        : value.items.flatMap((each) => inValue(ofItem(key), each, isRedis, depth + 1));
    default:
      return isRedis ? keys.filter(([pattern]) => pattern.test(key)).flatMap(([, part]) => of(value, part)) : [];
  }
}

/** What stands in a list of hosts alone is a whole address: https://github.com/django/channels_redis#hosts */
function ofItem(key: string): string {
  return key === 'hosts' ? 'address' : key;
}

/** A host and a port, or what may be one. */
function isPair(items: readonly Value[]): boolean {
  const [host, port, ...more] = items;
  return (
    host?.kind === 'given' &&
    more.length === 0 &&
    (port?.kind === 'given' || port?.kind === 'made' || (port?.kind === 'constant' && typeof port.value === 'number'))
  );
}

function ofPair([host, port]: readonly Value[]): Found {
  return [...of(host, 'redis-host'), ...of(port, 'redis-port')];
}

function ofText(pieces: Extract<Value, { kind: 'text' }>['pieces'], isRedis: boolean): Found {
  const [first, second] = pieces;
  const isWhole = isRedis && typeof first === 'object' && typeof second === 'string' && /^\/\d*$/.test(second);
  if (isWhole) return [[first.from, 'redis-root']];
  return partsOfAddress(pieces, /^(rediss?|valkeys?)$/i).map(([name, part]) => [name, parts[part]]);
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  return value.kind === 'dictionary' ? [...value.entries] : [];
}

function entryOf(value: Value, name: string): Value | undefined {
  return value.kind === 'dictionary' ? value.entries.get(name) : undefined;
}
