import { byVerb } from '../by-verb.ts';
import type { Platform } from '../types.ts';
import { planDestroy } from './destroy.ts';
import { planOpen, planStatus, serving } from './look.ts';
import { label, platform } from './names.ts';
import { type FlyNow, observe } from './observe.ts';
import { appFrom } from './own-configuration.ts';
import { planPush } from './push.ts';
import { needs } from './release.ts';
import { planRollback } from './rollback.ts';
import { planLogs, planRun } from './run.ts';

/** Runs the app on Fly.io, through flyctl. */
export const fly: Platform<FlyNow> = {
  name: platform,
  label,
  about: 'runs the app on Fly.io (by flyctl)',
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
