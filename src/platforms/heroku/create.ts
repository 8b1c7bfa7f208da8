import type { Step } from '../../values/step.ts';
import { call, tokenEnded } from './call.ts';
import { label } from './names.ts';
import type { HerokuNow } from './observe.ts';
import type { Release } from './release.ts';

/** The step that makes the app, on the stack of images. */
export function createStep(now: HerokuNow, { app, team, region }: Release): Step {
  const body = { name: app, stack: 'container', ...(region && { region }), ...(team && { team }) };
  return {
    id: 'create',
    title: `Create the app ${app}`,
    why: team === undefined ? 'It is new.' : `It is new in the team ${team}.`,
    effect: call(now, 'POST', team === undefined ? '/apps' : '/teams/apps', { body }),
    means: [...tokenEnded, { says: 'already taken', problem: { code: 'app-name-elsewhere', platform: label, app } }],
  };
}

/** What `heroku stack:set container` does: it counts from the next release on. */
export function convertStep(now: HerokuNow, app: string): Step {
  return {
    id: 'convert',
    title: `Change the stack from ${now.app?.stack} to container`,
    why: 'Buildpacks build what the app runs today; config vars and add-ons stay.',
    effect: call(now, 'PATCH', `/apps/${app}`, { body: { build_stack: 'container' }, repeatable: true }),
    means: tokenEnded,
    advice: [`The way back: heroku stack:set ${now.app?.stack} --app ${app}`],
  };
}
