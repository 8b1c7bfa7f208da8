import type { ResultUse, Step } from '../../values/step.ts';
import { call, imageVersion, tokenEnded } from './call.ts';
import type { HerokuNow } from './observe.ts';
import type { Release } from './release.ts';
import { advice, findStep, inList, phaseStep } from './serve.ts';

/** What Heroku's own `container:rm` does. Each is a release of its own, with its release phase: what serves then is the last one. */
export function removeSteps(now: HerokuNow, { app, removes }: Release): readonly Step[] {
  if (removes.length === 0) return [];
  const remove = removes.map((type): Step => ({
    id: `remove-${type}`,
    title: `Remove the process type ${type}`,
    why: 'The image has it no longer: it would go on with an older one.',
    // The new release is in service by then.
    cleanup: true,
    effect: call(now, 'PATCH', `/apps/${app}/formation/${type}`, {
      version: imageVersion,
      body: { docker_image: null },
      repeatable: true,
    }),
    means: tokenEnded,
  }));
  const again: Step = {
    ...phaseStep(now, { app, id: 'phase-again', release: inList('find-again', 'id') }),
    title: 'Wait for the release without it',
    why: 'Removing a process type is a release of its own, with its release phase.',
    failure: 'deploy-failed',
    advice: advice(now, app),
  };
  return [...remove, findStep(now, app, 'find-again'), again];
}

/** The release that serves at the end. */
export function servedVersion({ removes }: Pick<Release, 'removes'>): ResultUse {
  return inList(removes.length === 0 ? 'find' : 'find-again', 'version');
}
