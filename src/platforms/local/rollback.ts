import { UserError } from '../../problems.ts';
import type { ContainerState } from '../../values/container.ts';
import type { Fresh, Plan, PlainRequest, PushRequest } from '../types.ts';
import { lockSteps } from '../lock.ts';
import { type Before, keptIn } from './labels.ts';
import { lockOf } from './lock.ts';
import type { LocalNow } from './observe.ts';
import { pushOutcome } from './outcome.ts';
import { presentWeb } from './present.ts';
import { releaseOf } from './release.ts';
import { repair } from './repair.ts';
import { switchSteps } from './switch.ts';

/**
 * Puts the image before the current one into service, with the variables, port and data of now. Nothing is migrated, so
 * the schema stays. Throws `nothing-before` and `image-before-gone`.
 */
export function planRollback(now: LocalNow, request: PlainRequest, fresh: Fresh): Plan {
  const web = presentWeb(now, request);
  const { before } = keptIn(web);
  const { app } = request;
  if (before === undefined) throw new UserError({ code: 'nothing-before', app });
  if (!now.beforeStands) throw new UserError({ code: 'image-before-gone', app, reference: before.reference });
  const asked = pushOf(request, now, web, before);
  const release = { ...releaseOf(now, asked, fresh), image: before.id };
  const repaired = repair(now, release);
  const lock = lockSteps(lockOf(now, app, release.names, release.image), now.lock, fresh);
  const rehearse = release.database === 'sqlite' && now.data !== undefined;
  const replaces = repaired.web?.status === 'running';
  const oldStands = repaired.web !== undefined;
  const manner = { migrate: false, rehearse, replaces, oldStands, oldProcesses: now.processes };
  const facts = { release, now };
  return {
    steps: [...lock.take, ...repaired.steps, ...switchSteps(release, manner), lock.give],
    outcome(results) {
      const outcome = pushOutcome(facts, results, true);
      const image = { name: 'Image', value: before.reference };
      const failing = outcome.notes.filter(({ code }) => ['note-page-fails', 'note-process-dies'].includes(code));
      return { ...outcome, facts: [image, ...outcome.facts], notes: [{ code: 'note-schema-stays' }, ...failing] };
    },
  };
}

/** A rollback as the push of an earlier image. */
function pushOf(
  request: PlainRequest,
  { osArch, beforeLabels }: LocalNow,
  web: ContainerState,
  before: Before,
): PushRequest {
  const labels = { ...beforeLabels, 'simple-deploy.database': keptIn(web).database };
  return {
    ...request,
    verb: 'push',
    appNamed: true,
    image: { reference: before.reference, id: before.id, osArch, labels },
    destinations: [],
    env: {},
    unset: [],
    hosts: [],
    create: false,
    yes: false,
    force: true,
  };
}
