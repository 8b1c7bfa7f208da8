import type { ContainerState } from '../../values/container.ts';
import type { EngineWork, Step } from '../../values/step.ts';
import type { Names } from './names.ts';
import type { LocalNow } from './observe.ts';
import { keptIn } from './labels.ts';
import { putBack } from './sqlite.ts';
import type { Release } from './release-spec.ts';
import { removeRehearsal } from './rehearsal-volume.ts';

/** What an interrupted push left, set right: steps, and which release serves after them. */
export interface Repair {
  readonly steps: readonly Step[];
  /** The release that serves once these steps are done. */
  readonly web?: ContainerState;
  readonly note?: string;
}

/**
 * Steps that bring an app back to one release that serves. A push replaces the old release (web) by the new one (next)
 * in this order: create next, stop web, start next, remove web, rename next to web. So what is left tells how far it
 * came.
 */
export function repair(now: LocalNow, release: Pick<Release, 'names'> & Partial<Release>): Repair {
  const { names } = release;
  const rubbish = [
    ...now.leftovers.map((name) =>
      step(`remove-${name}`, `Remove the left over container ${name}`, { call: 'remove-container', name }),
    ),
    ...(now.rehearsal ? [step('remove-rehearsal', 'Remove a left over copy of the data', removeRehearsal(names))] : []),
  ];
  if (now.next === undefined) return { steps: rubbish, ...(now.web && { web: now.web }) };
  const further = isServing(now.next) && now.web?.status !== 'running' ? adopt(now, names) : fallBack(now, release);
  return { ...further, steps: [...rubbish, ...further.steps] };
}

function isServing({ status, restarts }: ContainerState): boolean {
  return status === 'running' && restarts === 0;
}

/** The new release runs and the old one does not: people may have written with it already, so it is the one to keep. */
function adopt({ web, next }: LocalNow, names: Names): Repair {
  return {
    steps: [
      ...(web ? [step('remove-old', 'Remove the release before', { call: 'remove-container', name: names.web })] : []),
      step('adopt', 'Keep the release that an interrupted push had started', {
        call: 'rename-container',
        name: names.next,
        to: names.web,
      }),
    ],
    ...(next && { web: { ...next, name: names.web } }),
    note: 'the release that it had started was kept',
  };
}

/** The new release never served: the old one does again, with its database as it was if the new one had not started. */
function fallBack({ web, next }: LocalNow, release: Pick<Release, 'names'> & Partial<Release>): Repair {
  const { names } = release;
  const remove = step('remove-next', 'Remove the release that did not come into service', {
    call: 'remove-container',
    name: names.next,
  });
  if (web === undefined || web.status === 'running') return { steps: [remove], ...(web && { web }) };
  const untouched = next?.startedAt === undefined && keptIn(web).database === 'sqlite' && release.image !== undefined;
  return {
    steps: [
      remove,
      ...(untouched ? [{ ...putBackStep, effect: putBack(release as Release) }] : []),
      step('start-old', 'Start the release before again', { call: 'start-container', name: names.web }),
    ],
    web: { ...web, status: 'running' },
    note: 'the release before was started again',
  };
}

const putBackStep = {
  id: 'repair-database',
  title: 'Put the database back as it was',
  why: 'An earlier push was interrupted while it migrated.',
};

function step(id: string, title: string, call: EngineWork): Step {
  const effect = { kind: 'engine', ...call } as const;
  return { id: `repair-${id}`, title, why: 'An earlier push was interrupted.', effect };
}
