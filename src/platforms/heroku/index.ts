import type { Fresh, Plan, Platform, Request } from '../types.ts';
import { planDestroy } from './destroy.ts';
import { planOpen, planStatus, serving } from './look.ts';
import { label, platform } from './names.ts';
import { type HerokuNow, observe } from './observe.ts';
import { appFrom } from './own-app.ts';
import { planPush } from './push.ts';
import { needs } from './release.ts';
import { planRollback } from './rollback.ts';
import { planLogs, planRun } from './run.ts';

/** Runs the app on Heroku, through its Platform API and its container registry. */
export const heroku: Platform<HerokuNow> = {
  name: platform,
  label,
  about: 'runs the app on Heroku (stack container)',
  hasApps: true,
  appIsPublic: true,
  appFrom,
  observe,
  needs,
  serving,
  plan,
};

function plan(now: HerokuNow, request: Request, fresh: Fresh): Plan {
  switch (request.verb) {
    case 'push':
      return planPush(now, request, fresh);
    case 'status':
      return planStatus(now, request);
    case 'open':
      return planOpen(now, request);
    case 'logs':
      return planLogs(now, request);
    case 'run':
      return planRun(now, request);
    case 'rollback':
      return planRollback(now, request);
    case 'destroy':
      return planDestroy(now, request);
  }
}
