import { byVerb } from '../by-verb.ts';
import type { Platform } from '../types.ts';
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
  plan: byVerb({
    push: planPush,
    status: planStatus,
    open: planOpen,
    logs: planLogs,
    run: planRun,
    rollback: planRollback,
    destroy: planDestroy,
  }),
};
