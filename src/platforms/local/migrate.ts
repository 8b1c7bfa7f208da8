import { checkCommand, migrateCommand, releaseCommand } from '../release-command.ts';
import { releaseStepOf } from '../image-labels.ts';
import type { Effect, Step } from '../../values/step.ts';
import type { Manner } from './manner.ts';
import { dataFolder, oneOff, type Release } from './release-spec.ts';
import { serverKind } from './servers.ts';
import { copyForRehearsal, keepBefore, putBack } from './sqlite.ts';
import { removeRehearsal } from './rehearsal-volume.ts';
import { withoutPostgis } from './without-postgis.ts';

/** `migrate --check` ends with 1 when there is something to migrate (Django 3.1 and newer). */
const pending = 'rehearsal-check';

/** The step that fails when the data will be migrated while nothing runs; undefined where that never happens. */
export function looksForMigrations(release: Release, { rehearse, migrate: migrates }: Manner): string | undefined {
  return rehearse && migrates && touchesSchema(release) ? pending : undefined;
}

/** The release step. */
export function migrate(release: Release): Step {
  const needsServer = serverKind(release.database) !== undefined;
  const hasAddress = release.databaseUrl !== undefined || 'DATABASE_URL' in release.variables;
  return {
    id: 'release',
    title: titleOf(release),
    why: 'The release step runs once, in a container of the new image, before anybody meets the new code.',
    effect: run(release, 'release', release.names.release, releaseCommand(release) ?? checkCommand),
    failure: 'release-failed',
    means: [withoutPostgis(release)],
    ...(needsServer && !hasAddress && { databaseHint: release.database }),
  };
}

/** Steps that try the release on a copy of the data. */
export function rehearsal(release: Release, { migrate: migrates }: Manner): readonly Step[] {
  const { names } = release;
  const spec = oneOff(release, 'release', names.release, migrateCommand(release));
  const on = { volumes: { [dataFolder]: names.rehearsal } };
  const why = 'SQLite is not migrated while the old release writes: the migration is tried on a copy first.';
  return [
    {
      id: 'rehearsal-volume',
      title: 'Make a volume for a copy of the database',
      why,
      effect: { kind: 'engine', call: 'create-volume', name: names.rehearsal, labels: {} },
      undo: [{ kind: 'engine', ...removeRehearsal(names) }],
    },
    { id: 'rehearsal-copy', title: 'Copy the database', why, effect: copyForRehearsal(release) },
    ...(migrates && touchesSchema(release)
      ? [
          {
            id: pending,
            title: 'Look for new migrations',
            why: 'Without any, the database need not be touched, and the old release stops for a shorter time.',
            effect: {
              kind: 'engine',
              call: 'run-container',
              spec: { ...spec, ...on, command: checkCommand },
              anyExit: true,
            },
          } satisfies Step,
          {
            id: 'rehearsal-release',
            title: 'Migrate the copy',
            why,
            effect: { kind: 'engine', call: 'run-container', spec: { ...spec, ...on } },
            failure: 'release-failed',
            ifFailed: pending,
          } satisfies Step,
        ]
      : []),
  ];
}

/**
 * The commands of the project, where there is nothing to migrate: while the old release serves, as on a database server. They
 * are for each release.
 */
export function runBeside(release: Release): readonly Step[] {
  if (releaseStepOf(release).commands.length === 0) return [];
  const condition = touchesSchema(release) ? { ifPassed: pending } : {};
  return [
    {
      ...migrate(release),
      id: 'release-beside',
      why: 'There is nothing to migrate, so nobody has to wait.',
      ...condition,
    },
  ];
}

/** Steps that migrate the data itself, when the copy showed that there is something to migrate. */
export function migrateLive(release: Release): readonly Step[] {
  if (!touchesSchema(release)) return [];
  return [
    {
      id: 'keep-database',
      title: 'Keep the database as it is',
      why: 'So that it can be put back.',
      effect: keepBefore(release),
      ifFailed: pending,
    },
    {
      ...migrate(release),
      why: 'It went well on the copy, and nobody writes now.',
      undo: [putBack(release)],
      ifFailed: pending,
    },
  ];
}

function run(release: Release, role: 'release', name: string, command: readonly string[]): Effect {
  return { kind: 'engine', call: 'run-container', spec: oneOff(release, role, name, command) };
}

/** What the release step of this image does, in words. */
function titleOf(release: Release): string {
  const { migrate: migrates, commands } = releaseStepOf(release);
  const more = commands.map((command) => `"${command}"`).join(', ');
  if (!migrates) return `Run ${more}`;
  return more === '' ? 'Migrate the database' : `Migrate the database, then run ${more}`;
}

/** The release migrates, by itself or by a command of the project; a script may do anything. */
function touchesSchema(release: Release): boolean {
  const { migrate: migrates, commands } = releaseStepOf(release);
  return migrates || commands.some((command) => /\bmigrate/.test(command) || !/manage\.py\s+\w/.test(command));
}
