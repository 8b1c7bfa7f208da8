import type { Effect, EngineWork, Step, Wait } from '../../values/step.ts';
import { dataFolder, healthPath, innerPort, oneOff, proofSpec, type Release, webSpec } from './release-spec.ts';
import { serverKind } from './servers.ts';
import { copyForRehearsal, keepBefore, putBack } from './sqlite.ts';

/** `migrate --check` ends with 1 when there is something to migrate (Django 3.1 and newer). */
const pending = 'rehearsal-check';
const migrateCommand = ['python', 'manage.py', 'migrate', '--noinput'] as const;

/** The first page on the live data: a server error there is told, and takes nothing back. */
export const livePage = 'live-page';

/** What a release does to the database, and what it is tried on first. */
export interface Manner {
  /** Run the release step. */
  readonly migrate: boolean;
  /** The data is SQLite that somebody uses: it is tried on a copy, and migrated while nobody writes. */
  readonly rehearse: boolean;
  /** A release serves now, and has to be stopped. */
  readonly replaces: boolean;
  /** A stopped container has the name already. */
  readonly oldStands: boolean;
}

/** Steps that try a release, put it in the place of the one that serves, and clean up. */
export function switchSteps(release: Release, manner: Manner): readonly Step[] {
  const { names } = release;
  return [
    ...(manner.rehearse ? rehearsal(release, manner) : manner.migrate ? [migrate(release)] : []),
    ...proof(release, manner),
    {
      id: 'create',
      title: 'Create the new release',
      why: 'Creating it before the old one stops makes the gap shorter.',
      effect: { kind: 'engine', call: 'create-container', spec: webSpec(release) },
      undo: [{ kind: 'engine', call: 'remove-container', name: names.next }],
    },
    ...(manner.replaces ? [stopOld(release)] : []),
    ...(manner.rehearse && manner.migrate ? migrateLive(release) : []),
    {
      id: 'start',
      title: `Start the new release on port ${release.port}`,
      why: 'It answered on a spare port.',
      effect: { kind: 'engine', call: 'start-container', name: names.next },
      // Killed, not stopped: a server that is just booting may not hear SIGTERM, and the old release waits to serve again.
      undo: [{ kind: 'engine', call: 'remove-container', name: names.next }],
    },
    answers('serve', 'Wait until it answers', names.next, healthPath, 'ok', 'start-failed'),
    ...commit(release, manner),
  ];
}

function migrate(release: Release): Step {
  const needsServer = serverKind(release.database) !== undefined;
  const hasAddress = release.databaseUrl !== undefined || 'DATABASE_URL' in release.variables;
  return {
    id: 'release',
    title: 'Migrate the database',
    why: 'The release step runs once, in a container of the new image, before anybody meets the new code.',
    effect: run(release, 'release', release.names.release, migrateCommand),
    failure: 'release-failed',
    ...(needsServer && !hasAddress && { databaseHint: release.database }),
  };
}

function rehearsal(release: Release, { migrate: migrates }: Manner): readonly Step[] {
  const { names } = release;
  const spec = oneOff(release, 'release', names.release, migrateCommand);
  const on = { volumes: { [dataFolder]: names.rehearsal } };
  const why = 'SQLite is not migrated while the old release writes: the migration is tried on a copy first.';
  return [
    {
      id: 'rehearsal-volume',
      title: 'Make a volume for a copy of the database',
      why,
      effect: { kind: 'engine', call: 'create-volume', name: names.rehearsal, labels: {} },
      undo: [{ kind: 'engine', call: 'remove-volume', name: names.rehearsal }],
    },
    { id: 'rehearsal-copy', title: 'Copy the database', why, effect: copyForRehearsal(release) },
    ...(migrates
      ? [
          {
            id: pending,
            title: 'Look for new migrations',
            why: 'Without any, the database need not be touched, and the old release stops for a shorter time.',
            effect: {
              kind: 'engine',
              call: 'run-container',
              spec: { ...spec, ...on, command: [...migrateCommand, '--check'] },
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

function proof(release: Release, { rehearse }: Manner): readonly Step[] {
  const { names } = release;
  const spec = { ...proofSpec(release), ...(rehearse && { volumes: { [dataFolder]: names.rehearsal } }) };
  const remove = { kind: 'engine', call: 'remove-container', name: names.proof } as const;
  const why = 'Only an image that answers is put into service.';
  const failure = 'proof-failed';
  return [
    {
      id: 'proof-create',
      title: 'Create a container of the new image on a spare port',
      why,
      effect: { kind: 'engine', call: 'create-container', spec },
      undo: [remove],
    },
    {
      id: 'proof-start',
      title: 'Start it on the spare port',
      why,
      effect: { kind: 'engine', call: 'start-container', name: names.proof },
      failure,
      logOf: names.proof,
    },
    answers('proof-health', `Ask it for ${healthPath}`, names.proof, healthPath, 'ok', failure),
    answers('proof-page', 'Ask it for its first page', names.proof, '/', 'below-500', failure),
    { id: 'proof-end', title: 'Remove it from the spare port', why: 'It answered.', effect: remove },
  ];
}

function stopOld({ names }: Release): Step {
  return {
    id: 'stop',
    title: 'Stop the old release',
    why: 'Two releases cannot have one port; it finishes the requests that it has begun.',
    effect: { kind: 'engine', call: 'stop-container', name: names.web },
    undo: [{ kind: 'engine', call: 'start-container', name: names.web }, waitFor(names.web, healthPath, 'ok')],
  };
}

function migrateLive(release: Release): readonly Step[] {
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

/** From here on the new release is the one that counts: nothing is taken back any more. */
function commit({ names }: Release, { rehearse, oldStands }: Manner): readonly Step[] {
  const engine = (id: string, title: string, why: string, call: EngineWork): Step => ({
    id,
    title,
    why,
    effect: { kind: 'engine', ...call },
    cleanup: true,
  });
  const old = 'Its image stays, for a rollback.';
  return [
    ...(oldStands
      ? [engine('remove-old', 'Remove the old release', old, { call: 'remove-container', name: names.web })]
      : []),
    engine('rename', 'Give the new release its name', 'It serves now.', {
      call: 'rename-container',
      name: names.next,
      to: names.web,
    }),
    {
      ...answers(livePage, 'Ask it for its first page again', names.web, '/', 'below-500', 'start-failed'),
      why: 'It has met the live data now.',
      effect: { ...waitFor(names.web, '/', 'below-500'), limitMs: 10_000 },
      cleanup: true,
    },
    ...(rehearse
      ? [
          engine('rehearsal-end', 'Remove the copy of the database', 'It was only tried on.', {
            call: 'remove-volume',
            name: names.rehearsal,
          }),
        ]
      : []),
  ];
}

function answers(
  id: string,
  title: string,
  container: string,
  path: string,
  until: Wait['until'],
  failure: NonNullable<Step['failure']>,
): Step {
  const effect = waitFor(container, path, until);
  return {
    id,
    title,
    why: 'Health must be 200 and the first page no server error.',
    effect,
    failure,
    logOf: container,
  };
}

function waitFor(container: string, path: string, until: Wait['until']): Wait {
  const probe = { kind: 'http', container, port: innerPort, path, host: 'localhost' } as const;
  return { kind: 'wait', probe, until, everyMs: 50, limitMs: 60_000 };
}

function run(release: Release, role: 'release', name: string, command: readonly string[]): Effect {
  return { kind: 'engine', call: 'run-container', spec: oneOff(release, role, name, command) };
}
