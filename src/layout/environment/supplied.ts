import type { Fact } from '../../values/fact.ts';
import type { SuppliedVariables, SuppliedPart } from '../../values/supplied-variables.ts';
import type { Value } from './values.ts';

const keys: Readonly<Record<string, SuppliedPart>> = {
  ENGINE: 'engine',
  HOST: 'host',
  NAME: 'name',
  PASSWORD: 'password',
  PORT: 'port',
  USER: 'user',
};

/** What the others get their values of. */
const SOURCES: ReadonlySet<string> = new Set(['SECRET_KEY', 'DATABASE_URL']);

/**
 * Of the variables that are demanded those that the settings take the default database's address, or their SECRET_KEY,
 * from: whoever gives the image these has the values (templates/overlay/python/simple_deploy/supplied.py).
 * @param set what the settings set, by name
 */
export function suppliedOf(
  set: ReadonlyMap<string, Value> | undefined,
  demanded: readonly Fact<string>[],
): SuppliedVariables {
  const names = new Set(demanded.map(({ value }) => value));
  const found = [...ofDatabase(databaseIn(set?.get('DATABASES')), names), ...of(set?.get('SECRET_KEY'), 'secret-key')];
  const others = found.filter(([name]) => !SOURCES.has(name));
  return Object.fromEntries(others.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

type Found = readonly (readonly [name: string, part: SuppliedPart])[];

function databaseIn(databases: Value | undefined): Value | undefined {
  return databases?.kind === 'dictionary' ? databases.entries.get('default') : undefined;
}

function ofDatabase(database: Value | undefined, names: ReadonlySet<string>): Found {
  if (database?.kind !== 'dictionary') return of(database, 'url');
  const found = Object.entries(keys).flatMap(([key, part]) => of(database.entries.get(key), part));
  return [...portBeside(found, names), ...found];
}

/** What a number is made of is not followed: the port is called like the host. What was found for a name goes before. */
function portBeside(found: Found, names: ReadonlySet<string>): Found {
  const [host] = found.find(([, part]) => part === 'host') ?? [];
  const port = host?.replace(/(HOST(NAME)?|SERVER|ADDRESS)$/, 'PORT');
  return port === undefined || !names.has(port) ? [] : [[port, 'port']];
}

function of(value: Value | undefined, part: SuppliedPart): Found {
  return value?.kind === 'given' && value.from !== undefined ? [[value.from, part]] : [];
}
