import { UserError } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import type { DestroyRequest, Plan } from '../types.ts';
import { clusterOf, page, label, platform } from './names.ts';
import type { FlyNow } from './observe.ts';
import { flyctl } from './program.ts';
import { remembered } from './variables.ts';

/**
 * Removes an app with its machines, and with `--delete-data` the Postgres cluster that was made for it. Its volumes and secrets
 * cannot stay without it: an app that has volumes goes with `--delete-data` only. Throws `app-absent`, `confirm-missing`,
 * `choice-impossible`, and why clusters cannot be listed when one is to go.
 */
export function planDestroy(now: FlyNow, request: DestroyRequest): Plan {
  const { app, deleteData } = request;
  const name = clusterOf(app);
  const cluster = now.clusters?.find((each) => each.name === name);
  if (deleteData && now.clustersFailed !== undefined && usesPostgres(now)) throw new UserError(now.clustersFailed);
  if (now.app === undefined && !(deleteData && cluster))
    throw new UserError({ code: 'app-absent', app, platform, label });
  refuseUnconfirmed(request, listOf(now, request, cluster?.name));
  if (now.volumes.length > 0 && !deleteData) throw volumeInTheWay(now, app);
  const steps = [
    ...(now.app === undefined ? [] : [remove(now.program, `the app ${app}`, ['apps', 'destroy', app, '--yes'])]),
    ...(deleteData && cluster
      ? [remove(now.program, `the Postgres cluster ${name}`, ['mpg', 'destroy', cluster.id, '--yes'])]
      : []),
  ];
  const kept = cluster !== undefined && !deleteData ? [clusterKept(name, cluster.id)] : [];
  const unseen = now.clustersFailed !== undefined && usesPostgres(now) ? [clusterUnseen(name)] : [];
  const notes = [...kept, ...unseen];
  return {
    steps,
    outcome: () => ({ changed: true, data: [], urls: [], facts: [], notes, docs: [page] }),
  };
}

function refuseUnconfirmed({ app, confirm, deleteData }: DestroyRequest, deletes: readonly string[]): void {
  if (confirm === app) return;
  const given = { ...(deleteData && { also: '--delete-data' }), ...(confirm !== undefined && { given: confirm }) };
  throw new UserError({ code: 'confirm-missing', app, platform, label, deletes, ...given });
}

function volumeInTheWay(now: FlyNow, app: string): UserError {
  return new UserError({
    code: 'choice-impossible',
    what: `${app} has data on ${volumesOf(now)}, which Fly keeps with the app only: nothing was deleted.`,
    next: [
      `To delete it too: simple-deploy destroy --to ${platform} --app ${app} --confirm ${app} --delete-data`,
      `To save it first: simple-deploy run --to ${platform} --app ${app} -- manage.py dumpdata`,
    ],
  });
}

function clusterKept(name: string, id: string) {
  const what = `The Postgres cluster ${name} was kept, and is billed on; a push to an app of the same name attaches it again.`;
  return { code: 'note-elsewhere-kept', what, next: [`flyctl mpg destroy ${id}`] } as const;
}

/** Whether the app was given a cluster, as far as it tells. */
function usesPostgres({ machines, secrets }: FlyNow): boolean {
  const told = machines[0]?.env[remembered.database];
  return told === undefined ? secrets.some((each) => each.name === 'DATABASE_URL') : told === 'postgres';
}

function clusterUnseen(name: string) {
  const what = `Whether a Postgres cluster ${name} stands could not be seen by this token. If one does, it was kept, and is billed on.`;
  return { code: 'note-elsewhere-kept', what, next: ['flyctl mpg list, and flyctl mpg destroy ID'] } as const;
}

function listOf(now: FlyNow, { app, deleteData }: DestroyRequest, cluster: string | undefined): readonly string[] {
  const fate = deleteData ? 'DELETED with all data' : 'kept, and billed (deleted with --delete-data)';
  return [
    `app ${app} with ${countOf(now.machines.length, 'machine')}${secretsOf(now)}`,
    ...(now.volumes.length === 0 ? [] : [`${volumesOf(now)}: DELETED with all data`]),
    ...(cluster === undefined ? [] : [`Postgres cluster ${cluster}: ${fate}`]),
  ];
}

function secretsOf({ secrets }: FlyNow): string {
  return secrets.length === 0 ? '' : ` and its secrets (${secrets.map(({ name }) => name).join(', ')})`;
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function volumesOf({ volumes }: FlyNow): string {
  const names = volumes.map(({ name, id }) => `${name} (${id})`).join(', ');
  return volumes.length === 1 ? `the volume ${names}` : `the volumes ${names}`;
}

function remove(program: string, what: string, args: readonly string[]): Step {
  const title = `Remove ${what}`;
  return { id: `remove-${args[0]}`, title, why: 'It belongs to the app.', effect: flyctl(program, args) };
}
