import { isOutOfReach } from '../../values/database-host.ts';
import { databaseHostIn, databaseIn } from '../image-labels.ts';
import type { PushRequest } from '../types.ts';
import { keptIn } from './labels.ts';
import type { LocalNow } from './observe.ts';
import { type ServerKind, serverKind } from './servers.ts';

/** Variables by whose names people say where their database is. */
const ofDatabase = /DATABASE|DB|SQL|PG|RDS|MARIA/;

/**
 * The server that the settings look for where a container finds none, such as localhost or the service of a compose file;
 * undefined where something else was chosen, a variable may say where it is, or a release that stands has found its own.
 * @param variables those of the app, of this push and of those before
 */
export function soughtServer(
  { web }: LocalNow,
  { database, image }: Pick<PushRequest, 'database' | 'image'>,
  variables: Readonly<Record<string, string>>,
): ServerKind | undefined {
  const kind = serverKind(databaseIn(image));
  const at = databaseHostIn(image);
  if (database !== undefined || kind === undefined || at === undefined || !isOutOfReach(at.host)) return undefined;
  if (web !== undefined && keptIn(web).database === kind) return undefined;
  const isTold = Object.keys(variables).some((name) => name === at.variable || ofDatabase.test(name));
  return isTold ? undefined : kind;
}
