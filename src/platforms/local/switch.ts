import type { EngineWork, Step } from '../../values/step.ts';
import { answers, waitFor } from './ask-web.ts';
import type { Manner } from './manner.ts';
import { looksForMigrations, migrate, migrateLive, rehearsal, runBeside } from './migrate.ts';
import { commitProcesses, createProcesses, lookAgain, startProcesses, stopProcesses } from './processes.ts';
import { prove } from './prove.ts';
import { healthPath, type Release, webSpec } from './release-spec.ts';
import { removeRehearsal } from './rehearsal-volume.ts';

/** The first page on the live data: a server error there is told, and takes nothing back. */
export const livePage = 'live-page';

/** Steps that try a release, put it in the place of the one that serves, and clean up. */
export function switchSteps(release: Release, manner: Manner): readonly Step[] {
  const { names } = release;
  const migration = looksForMigrations(release, manner);
  return [
    ...(manner.rehearse ? rehearsal(release, manner) : manner.migrate ? [migrate(release)] : []),
    ...prove(release, manner),
    {
      id: 'create',
      title: 'Create the new release',
      why: 'Creating it before the old one stops makes the gap shorter.',
      effect: { kind: 'engine', call: 'create-container', spec: webSpec(release) },
      undo: [{ kind: 'engine', call: 'remove-container', name: names.next }],
    },
    ...createProcesses(release),
    ...(manner.rehearse && manner.migrate ? runBeside(release) : []),
    ...stopProcesses(manner.oldProcesses),
    ...startProcesses(release, migration === undefined ? undefined : { migration, after: false }),
    ...(manner.replaces ? [stopOld(release)] : []),
    ...(manner.rehearse && manner.migrate ? migrateLive(release) : []),
    {
      id: 'start',
      title: `Start the new release on port ${release.port}`,
      why: 'It answered on a spare port.',
      effect: { kind: 'engine', call: 'start-container', name: names.next },
      // Killed, not stopped: nobody was served yet, and the old release waits to serve again.
      undo: [{ kind: 'engine', call: 'remove-container', name: names.next }],
    },
    answers('serve', 'Wait until it answers', names.next, healthPath, 'ok', 'start-failed'),
    ...(migration === undefined ? [] : startProcesses(release, { migration, after: true })),
    ...commit(release, manner),
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

/** From here on the new release is the one that counts: nothing is taken back any more. */
function commit(release: Release, { rehearse, oldStands, oldProcesses }: Manner): readonly Step[] {
  const { names } = release;
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
    ...commitProcesses(release, oldProcesses),
    {
      ...answers(livePage, 'Ask it for its first page again', names.web, '/', 'below-500', 'start-failed'),
      why: 'It has met the live data now.',
      effect: { ...waitFor(names.web, '/', 'below-500'), limitMs: 10_000 },
      cleanup: true,
    },
    ...lookAgain(release),
    ...(rehearse
      ? [engine('rehearsal-end', 'Remove the copy of the database', 'It was only tried on.', removeRehearsal(names))]
      : []),
  ];
}
