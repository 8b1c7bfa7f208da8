import type { Fact } from '../../values/fact.ts';
import type { DatabasePart, SuppliedVariables } from '../../values/supplied-variables.ts';
import { partsOfAddress } from './address-parts.ts';
import { of, type Found } from './supplied-found.ts';
import { suppliedHosts } from './supplied-hosts.ts';
import { brokersOf, suppliedRedis } from './supplied-redis.ts';
import type { Value } from './values.ts';

const keys: Readonly<Record<string, DatabasePart>> = {
  ENGINE: 'engine',
  HOST: 'host',
  NAME: 'name',
  PASSWORD: 'password',
  PORT: 'port',
  USER: 'user',
};

/** What the others get their values of. */
const SOURCES: ReadonlySet<string> = new Set(['SECRET_KEY', 'DATABASE_URL', 'REDIS_URL']);

/**
 * Of the variables that are demanded those that the settings take the default database's address, that of Redis, their SECRET_KEY or the
 * names of the site from: whoever runs the image has the values (templates/overlay/python/simple_deploy/supplied.py). DEBUG is off.
 * @param set what the settings set, by name
 */
export function suppliedOf(set: ReadonlyMap<string, Value> | undefined, demanded: readonly Fact<string>[]): Supplied {
  const names = new Set(demanded.map(({ value }) => value));
  const found: Found = [
    ...ofDatabase(defaultIn(set?.get('DATABASES')), names),
    ...of(set?.get('SECRET_KEY'), 'secret-key'),
    ...suppliedHosts(set),
    ...suppliedRedis(set),
    ...[...names].filter((name) => /(^|_)DEBUG$/.test(name)).map((name) => [name, 'off'] as const),
  ];
  return { certain: byName(found, names), ofBrokers: byName(brokersOf(set), names) };
}

/** What `suppliedOf` finds. */
export interface Supplied {
  readonly certain: SuppliedVariables;
  /** Addresses of a broker, which Redis fills in if it is the broker. */
  readonly ofBrokers: SuppliedVariables;
}

/** All of it, where these variables are read for an address of Redis. */
export function suppliedWith({ certain, ofBrokers }: Supplied, redis: readonly string[]): SuppliedVariables {
  const brokers = Object.entries(ofBrokers);
  return sorted([
    ...brokers.filter(([name]) => redis.includes(name)),
    ...Object.entries(certain),
    ...brokers.filter(([name, part]) => part === 'redis-root' && certain[name] === 'redis-url'),
  ]);
}

/** Of several parts for one variable the first holds. */
function byName(found: Found, names: ReadonlySet<string>): SuppliedVariables {
  return sorted(found.filter(([name]) => names.has(name) && !SOURCES.has(name)).toReversed());
}

function sorted(found: Found): SuppliedVariables {
  return Object.fromEntries([...new Map(found)].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function defaultIn(databases: Value | undefined): Value | undefined {
  return databases?.kind === 'dictionary' ? databases.entries.get('default') : undefined;
}

function ofDatabase(database: Value | undefined, names: ReadonlySet<string>): Found {
  if (database?.kind === 'text')
    return partsOfAddress(database.pieces, /^(postg|psql|pgsql|mysql|mariadb)/).map(([name, part]) => [
      name,
      databaseParts[part],
    ]);
  if (database?.kind !== 'dictionary') return of(database, 'url');
  const found = Object.entries(keys).flatMap(([key, part]) => partOf(database.entries.get(key), part));
  return [...ofDatabase(database.spread, names), ...found, ...portBeside(found, names)];
}

const databaseParts = { host: 'host', port: 'port', user: 'user', password: 'password', path: 'name' } as const;

/** A part of a whole address, `urlparse(os.environ["DB"]).hostname`, tells that the variable holds the address. */
function partOf(value: Value | undefined, part: DatabasePart): Found {
  return of(value, value?.kind === 'made' && value.as.kind === 'address' ? 'url' : part);
}

/** What a number is made of is not always known: the port is called like the host. */
function portBeside(found: Found, names: ReadonlySet<string>): Found {
  const [host] = found.find(([, part]) => part === 'host') ?? [];
  const port = host?.replace(/(HOST(NAME)?|SERVER|ADDRESS)$/, 'PORT');
  return port === undefined || !names.has(port) ? [] : [[port, 'port']];
}
