import type { DatabaseHost } from '../../values/database-host.ts';
import type { Fact } from '../../values/fact.ts';
import type { SuppliedVariables } from '../../values/supplied-variables.ts';
import { databaseAt } from './database-at.ts';
import { isOpen } from './dictionary-methods.ts';

import { constant, stringOf, type Piece, type Value } from './values.ts';

/**
 * Where the settings look for the server of DATABASES["default"] in an environment that holds nothing; undefined where that
 * is not known, as of what a file elsewhere says.
 * @param set what the settings set, by name
 */
export function databaseHostOf(set: ReadonlyMap<string, Value> | undefined): DatabaseHost | undefined {
  const databases = set?.get('DATABASES');
  return databases?.kind === 'dictionary' ? hostOf(databases.entries.get('default')) : undefined;
}

/** Options of the drivers by which a server is found in another way. */
const OTHERWISE = /^(service|passfile|read_default_file|unix_socket|host|hostaddr|dsn)$/;

function isFoundOtherwise(options: Value | undefined): boolean {
  return options?.kind === 'dictionary' && [...options.entries.keys()].some((name) => OTHERWISE.test(name));
}

/** Nobody says where it is, where a variable is demanded that would, and that is not set. */
export function demandedHost(demanded: readonly Fact<string>[], supplied: SuppliedVariables): DatabaseHost | undefined {
  const found = demanded.map(({ value }) => value).find(tells);
  return found === undefined ? undefined : { host: '', variable: found };

  function tells(name: string): boolean {
    return name === 'DATABASE_URL' || supplied[name] === 'url' || supplied[name] === 'host';
  }
}

function hostOf(database: Value | undefined): DatabaseHost | undefined {
  if (database?.kind !== 'dictionary') return database && ofAddress(database);
  // A file.
  if (/sqlite|spatialite/.test(stringOf(database.entries.get('ENGINE')) ?? '')) return undefined;
  if (isOpen(database) || isFoundOtherwise(database.entries.get('OPTIONS'))) return undefined;
  const host = database.entries.get('HOST');
  if (host !== undefined) return ofHost(host);
  if (database.spread !== undefined) return hostOf(database.spread);
  return database.isWhole && database.entries.size > 0 ? { host: '' } : undefined;
}

function ofHost(value: Value): DatabaseHost | undefined {
  if (value.kind !== 'constant') return ofGiven(value);
  const host = value.value === null ? '' : stringOf(value);
  return host === undefined ? undefined : { host, ...(value.from !== undefined && { variable: value.from }) };
}

/** A whole address: of a variable, its default, or put together. */
function ofAddress(value: Value): DatabaseHost | undefined {
  const entry = databaseAt(value.kind === 'text' ? constant(lettersOf(value.pieces)) : value);
  return entry.kind === 'dictionary' ? hostOf(entry) : ofGiven(value);
}

function lettersOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
}

/** What a variable alone tells, which is not set. */
function ofGiven(value: Value): DatabaseHost | undefined {
  if (value.kind !== 'given' && value.kind !== 'made') return undefined;
  return { host: '', ...(value.from !== undefined && { variable: value.from }) };
}
