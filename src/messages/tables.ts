import type { FailureInTheImage } from '../problems/build.ts';

/** A command that writes migrations, and what becomes of them. */
export function commit(command: string): string {
  return `${command}, then commit the files that it writes (where .gitignore names them, take that line out).`;
}

/** What to do where migrate finds something wrong with the migrations themselves; undefined for any other error. */
export function brokenMigrations(failure: Pick<FailureInTheImage, 'message' | 'unmigrated'>): string | undefined {
  const { message, unmigrated = [] } = failure;
  const app = /^Dependency on app with no migrations: (\w+)/.exec(message)?.[1];
  if (app !== undefined) {
    return `The app ${app} has no migrations, and those of another app build on them${andFor([app], unmigrated, '; none are there for')}`;
  }
  const [, of, name] = /dependencies reference nonexistent parent node \('(\w+)', '(\w+)'\)/.exec(message) ?? [];
  if (name !== undefined) {
    return `The migration ${name} of the app ${of} is not there, and another builds on it: commit it (where .gitignore names it, take that line out).`;
  }
  const label = /^No installed app with label '(\w+)'/.exec(message)?.[1];
  if (label !== undefined) {
    return `Where a migration asks for the models of ${label}, it has to come after one of that app: add ('${label}', '0001_initial'), or a later one, to its dependencies. An app that INSTALLED_APPS lacks belongs there.`;
  }
  return message.startsWith('Conflicting migrations detected')
    ? commit('python manage.py makemigrations --merge')
    : undefined;
}

/** What writes the migrations of these apps, and of all others that have none: each would be the next to fail. */
function andFor(apps: readonly string[], unmigrated: readonly string[], joined: string): string {
  const others = unmigrated.filter((app) => !apps.includes(app));
  const also = others.length === 0 ? '' : `${joined} ${others.join(', ')}`;
  return `${also}: ${commit(`python manage.py makemigrations ${[...apps, ...others].join(' ')}`)}`;
}

/** Images of Postgres with an extension that the plain one has not. https://hub.docker.com */
const WITH_EXTENSION: Readonly<Record<string, string>> = {
  postgis: 'postgis/postgis:17-3.5',
  vector: 'pgvector/pgvector:pg17',
  timescaledb: 'timescale/timescaledb:latest-pg17',
};

/** What to do where Postgres lacks an extension; undefined for any other error. */
export function missingExtension(message: string): string | undefined {
  const name = /extension "([\w-]+)" is not available/.exec(message)?.[1];
  if (name === undefined) return undefined;
  const image = WITH_EXTENSION[name.replace(/^postgis_.*/, 'postgis')] ?? 'IMAGE';
  return `The database server has no extension ${name}: use one that has it, on this machine --database-image ${image}`;
}

/** What to do where a table is missing; undefined where nothing shows why. */
export function missingTable({ table, unmigrated, isOfCache }: FailureInTheImage): string | undefined {
  if (table === undefined) return undefined;
  if (isOfCache === true) {
    return `${table} is the table of the cache, which no migration makes: add to the command --release "python manage.py createcachetable"`;
  }
  if (unmigrated === undefined) {
    return `Where an app has models and no migrations, nothing makes its tables, such as ${table}: ${commit('python manage.py makemigrations')}`;
  }
  const ofTable = unmigrated.filter((app) => table.startsWith(`${app}_`));
  const apps = ofTable.length > 0 ? ofTable : unmigrated;
  return apps.length === 0
    ? undefined
    : `Nothing makes the table ${table}, as there are no migrations for ${apps.join(', ')}${andFor(apps, unmigrated, ', nor for')}`;
}

/** How code is written that asks a database while it is loaded. `again` is the verb that tries it. */
export function askedAtLoad(failure: FailureInTheImage, again: string): readonly string[] {
  const { file = 'the module', line = 0, table, unmigrated = [] } = failure;
  const lacks = table !== undefined && unmigrated.some((app) => table.startsWith(`${app}_`));
  const toMigrate = lacks ? missingTable(failure) : undefined;
  return [
    `The first migration loads ${file} before it has made any table, and an image is built without a database: let line ${line} ask when the answer is needed, then ${again} again.`,
    'As a default of a field: default=some_function, without brackets. As choices of a form: choices=some_function, or a ModelChoiceField. Anything else: inside the view, method or command that uses it.',
    ...(toMigrate === undefined ? [] : [toMigrate]),
  ];
}
