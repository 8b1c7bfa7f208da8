import { type Problem, UserError } from '../../problems.ts';
import { refuseHeld } from '../lock.ts';
import { lockNameOf } from '../lock-elsewhere.ts';
import type { Plan, PlainRequest } from '../types.ts';
import { answerStep, rollbackStep } from './deploy.ts';
import { page, platform } from './names.ts';
import type { FlyNow, FlyRelease } from './observe.ts';
import { presentApp } from './present.ts';
import { refuseUnderWay } from './under-way.ts';

/**
 * Deploys the image of the newest release that went well and is another one than the newest of all: after a failed release
 * that is the one before it, and nothing is done when its machines run that still. The schema stays. Throws `app-absent`, `app-locked`, `release-under-way`, `nothing-before`.
 */
export function planRollback(now: FlyNow, request: PlainRequest): Plan {
  const { host } = presentApp(now, request);
  const { app } = request;
  refuseHeld(now.lock, { app, name: lockNameOf(platform, app) });
  refuseUnderWay(now, request);
  const [newest, ...older] = now.releases;
  const before = older.find(({ status, image }) => status === 'complete' && image !== '' && image !== newest?.image);
  if (before === undefined) throw new UserError({ code: 'nothing-before', app });
  const url = `https://${host}/`;
  const facts = [
    { name: 'Image', value: before.image },
    { name: 'Of release', value: `${before.version}, ${before.createdAt}` },
  ];
  const told = { data: [url], urls: [url], facts, redeploy: `simple-deploy push --to ${platform}`, docs: [page] };
  if (newest !== undefined && serves(now, before.image)) {
    const notes = [nothingToTakeBack(newest, before)];
    return { steps: [], outcome: () => ({ ...told, changed: false, notes }) };
  }
  return {
    steps: [rollbackStep(now.program, app, before.image), answerStep({ app, host }, false)],
    outcome: () => ({ ...told, changed: true, notes: [{ code: 'note-schema-stays', to: platform }] }),
  };
}

function serves({ machines }: FlyNow, image: string): boolean {
  return machines.length > 0 && machines.every((machine) => machine.image === image);
}

/** A release that failed before any machine was of it. */
function nothingToTakeBack(failed: FlyRelease, serving: FlyRelease): Problem {
  const what = `Release ${failed.version} (${failed.status}) reached no machine: the image of release ${serving.version} serves as before, so there is nothing to go back from.`;
  return { code: 'note-setting', what, next: [] };
}
