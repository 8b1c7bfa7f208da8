import { byVerb } from '../by-verb.ts';
import type { Platform } from '../types.ts';
import { planDestroy } from './destroy.ts';
import { planOpen, planStatus, serving } from './look.ts';
import { type LocalNow, observe } from './observe.ts';
import { label } from './names.ts';
import { planPush } from './push.ts';
import { needs } from './release.ts';
import { planRollback } from './rollback.ts';
import { planLogs, planRun } from './run.ts';

/** Runs the app on the container engine itself, with its data in a volume. */
export const local: Platform<LocalNow> = {
  name: 'local',
  about: 'runs the app on the container engine of this machine',
  label,
  tool: 'docker',
  hasApps: true,
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
