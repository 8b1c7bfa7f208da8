import { leftOutAdvice } from '../messages/left-out.ts';
import { brokenMigrations, commit } from '../messages/tables.ts';
import type { LeftOut } from '../values/build-plan.ts';
import type { ImageFacts } from '../values/image.ts';
import type { Item } from '../values/report.ts';

type Facts = Pick<ImageFacts, 'unmigrated' | 'migrationHeads' | 'migrationsFail'>;

/** What `migrate` will not do, or stop at, as far as the build could see without a database. */
export function migrationItems(facts: Facts | undefined, leftOut: readonly LeftOut[] = []): readonly Item[] {
  const { unmigrated = [], migrationHeads = {}, migrationsFail } = facts ?? {};
  const kept = unmigrated.map((each) => ({ ...each, out: outOf(each.folder, leftOut) }));
  const none = kept.flatMap(({ app, out }) => (out === undefined ? [app] : []));
  return [
    ...(none.length === 0 ? [] : [withoutMigrations(none)]),
    ...kept.flatMap(({ app, out }) => (out === undefined ? [] : [outside(app, out)])),
    ...Object.entries(migrationHeads).map(([app, heads]) => ({
      what: `The migrations of the app ${app} have several ends (${heads.join(', ')}): migrate stops there.`,
      next: [commit('python manage.py makemigrations --merge')],
    })),
    ...(migrationsFail === undefined ? [] : [failing(migrationsFail)]),
  ];
}

function failing(migrationsFail: string): Item {
  const repair = brokenMigrations({ message: migrationsFail.replace(/^\w+: /, '') });
  const what = `The migrations cannot be loaded: ${migrationsFail}`;
  return repair === undefined ? { what } : { what, next: [repair] };
}

/** Tables and columns that the models have and the migrations do not make. */
export function changeItems({ unmigratedChanges = [] }: Pick<ImageFacts, 'unmigratedChanges'> = {}): readonly Item[] {
  return unmigratedChanges.map(({ app, models }) => ({
    what: `The models of the app ${app} have what its migrations do not make: ${models.join(', ')}. What uses it will fail.`,
    next: [commit(`python manage.py makemigrations ${app}`)],
  }));
}

function withoutMigrations(apps: readonly string[]): Item {
  const [whose, its] =
    apps.length === 1 ? [`The app ${apps[0]} has`, 'its'] : [`The apps ${apps.join(', ')} have`, 'their'];
  return {
    what: `${whose} models and no migrations: ${its} tables will not be made.`,
    next: [commit(`python manage.py makemigrations ${apps.join(' ')}`)],
  };
}

function outside(app: string, out: LeftOut): Item {
  return {
    what: `${out.path} stays out of the image (${out.rule}): the tables of the app ${app} will not be made.`,
    next: leftOutAdvice(out),
  };
}

/** The folder, one above it, or a migration in it. */
function outOf(folder: string, leftOut: readonly LeftOut[]): LeftOut | undefined {
  return leftOut.find(
    ({ path }) =>
      path === folder || folder.startsWith(`${path}/`) || (path.startsWith(`${folder}/`) && path.endsWith('.py')),
  );
}
