import { UserError } from '../../problems.ts';
import type { EngineWork, Step } from '../../values/step.ts';
import type { DestroyRequest, Fresh, Plan } from '../types.ts';
import { lockSteps } from '../lock.ts';
import { lockOf } from './lock.ts';
import { removeRehearsal } from './rehearsal-volume.ts';
import { namesFor, label } from './names.ts';
import type { LocalNow } from './observe.ts';

/**
 * Removes an app: its containers and network, and only with `--delete-data` its volumes. Throws `app-absent`, and
 * `confirm-missing` with the list of what would go.
 */
export function planDestroy(now: LocalNow, request: DestroyRequest, fresh: Fresh): Plan {
  const { app, confirm, deleteData } = request;
  const names = namesFor(app);
  const containers = [now.web, now.next, ...now.processes, now.database?.container, now.redis?.container]
    .flatMap((each) => (each ? [each.name] : []))
    .concat(now.leftovers);
  const volumes = [now.data?.name, now.database?.volume.name, now.redis?.volume.name].filter(
    (name) => name !== undefined,
  );
  if (containers.length === 0 && volumes.length === 0)
    throw new UserError({ code: 'app-absent', app, platform: 'local', label });
  if (confirm !== app) {
    const deletes = [
      ...containers.map((name) => `container ${name}`),
      ...volumes.map(
        (name) => `volume ${name}: ${deleteData ? 'DELETED with all data' : 'kept (deleted with --delete-data)'}`,
      ),
    ];
    throw new UserError({
      code: 'confirm-missing',
      app,
      platform: 'local',
      deletes,
      ...(confirm !== undefined && { given: confirm }),
    });
  }
  const image = now.web?.imageId ?? now.next?.imageId ?? now.database?.container?.imageId;
  const lock = image === undefined ? undefined : lockSteps(lockOf(now, app, names, image), now.lock, fresh);
  const steps = [
    ...(lock?.take ?? []),
    ...containers.map((name) => remove(`container ${name}`, { call: 'remove-container', name })),
    ...(now.network ? [remove(`network ${names.network}`, { call: 'remove-network', name: names.network })] : []),
    ...(now.rehearsal ? [remove(`volume ${names.rehearsal}`, removeRehearsal(names))] : []),
    ...(deleteData ? volumes.map((name) => remove(`volume ${name}`, { call: 'remove-volume', name })) : []),
    ...(lock ? [lock.give] : []),
  ];
  const notes = deleteData || volumes.length === 0 ? [] : [{ code: 'note-data-kept', volumes, app } as const];
  const docs = ['docs/platforms/local.md'];
  return { steps, outcome: () => ({ changed: steps.length > 0, data: [], urls: [], facts: [], notes, docs }) };
}

function remove(what: string, call: EngineWork): Step {
  const effect = { kind: 'engine', ...call } as const;
  return {
    id: `remove-${what.replaceAll(' ', '-')}`,
    title: `Remove the ${what}`,
    why: 'It belongs to the app.',
    effect,
  };
}
