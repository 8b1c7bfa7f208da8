import type { Fresh, Plan, Platform, Request } from '../types.ts';
import { label, platform } from './names.ts';
import { type HerokuNow, observe } from './observe.ts';
import { planPush } from './push.ts';
import { needs } from './release.ts';

/** Runs the app on Heroku, through its Platform API and its container registry. */
export const heroku: Platform<HerokuNow> = {
  name: platform,
  label,
  about: 'runs the app on Heroku (stack container)',
  hasApps: true,
  appIsPublic: true,
  observe,
  needs,
  plan,
};

function plan(now: HerokuNow, request: Request, fresh: Fresh): Plan {
  switch (request.verb) {
    case 'push':
      return planPush(now, request, fresh);
    default:
      return {
        cannot: {
          code: 'platform-cannot',
          platform: label,
          verb: request.verb,
          reason: 'it is not made yet',
          next: ['heroku help'],
        },
      };
  }
}
