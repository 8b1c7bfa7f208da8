import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { Database } from '../../values/database.ts';
import { databaseIn, processesOf } from '../image-labels.ts';
import type { PushRequest } from '../types.ts';
import { clusterOf, label, platform } from './names.ts';
import type { FlyNow } from './observe.ts';
import { remembered } from './variables.ts';
import { volumeName } from './configuration.ts';
import { groupsIn, serverIn } from './service.ts';

/** The database that an earlier push was told, or that it made. */
export function rememberedDatabase({ machines, volumes }: FlyNow): Database | undefined {
  const told = machines[0]?.env[remembered.database] as Database | undefined;
  return told ?? (volumes.some(({ name }) => name === volumeName) ? 'sqlite' : undefined);
}

/** The database of an app; `hasUrl`: it has a DATABASE_URL. Throws `choices-missing` where Fly has several ways, `image-lacks-database`. */
export function databaseOf(now: FlyNow, request: PushRequest, hasUrl: boolean): Database {
  const { image } = request;
  const has = databaseIn(image) ?? 'none';
  const chosen = request.database ?? rememberedDatabase(now);
  const wanted = chosen === 'postgres' || chosen === 'mysql' ? chosen : has;
  if (has !== wanted) throw new UserError({ code: 'image-lacks-database', reference: image.reference, has, wanted });
  if (chosen !== undefined) return chosen;
  return hasUrl || has === 'none' || has === 'mysql' ? has : ask(has);
}

function ask(has: Database): never {
  const postgres = { value: 'postgres', about: `Managed Postgres, billed by the month: ${link('fly-postgres').url}` };
  const sqlite = {
    value: 'sqlite',
    about: `SQLite on a volume, billed while it stands, and one machine: ${link('fly-volumes').url}`,
  };
  const none = { value: 'none', about: 'nothing that lasts, or one of your own by --env DATABASE_URL=…' };
  const among = has === 'sqlite' ? [sqlite, postgres, none] : [postgres, none];
  const question = `the database (the settings use ${has})`;
  const suggestion = among[0]?.value ?? 'none';
  const choice = { key: 'database', option: '--database', question, suggestion, among } as const;
  throw new UserError({ code: 'choices-missing', platform, label, choices: [choice] });
}

/** The cluster of the app's name that stands, or none: a new one is made. Throws why clusters cannot be listed. */
export function clusterFor({ clusters, clustersFailed }: FlyNow, { app }: PushRequest): { readonly id?: string } {
  if (clustersFailed !== undefined) throw new UserError(clustersFailed);
  const found = clusters?.find(({ name }) => name === clusterOf(app));
  return found === undefined ? {} : { id: found.id };
}

/** A volume belongs to one machine. Throws `choice-impossible`. */
export function refuseSharedVolume({ own }: FlyNow, { ha, image }: PushRequest): void {
  const workers = processesOf(image).filter(({ name }) => name !== 'web');
  const inToml = own?.table['processes'] !== undefined;
  const names = inToml
    ? groupsIn(own.table).filter((name) => name !== serverIn(own.table))
    : workers.map(({ name }) => name);
  if (!ha && names.length === 0) return;
  const why = ha ? '--ha makes a second one' : `the process ${names[0]} has one of its own`;
  const without = inToml
    ? [`or leave one process in the ${own.file}`]
    : names.map((name) => `or leave it out: --process ${name}=`);
  throw new UserError({
    code: 'choice-impossible',
    what: `SQLite on a volume serves one machine of Fly, and ${why}.`,
    next: ['--database postgres', ...(ha ? ['or leave --ha out'] : without)],
  });
}
