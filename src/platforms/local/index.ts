import type { Fresh, Plan, Platform, Request } from '../types.ts';
import { planDestroy } from './destroy.ts';
import { planOpen, planStatus, serving } from './look.ts';
import { type LocalNow, observe } from './observe.ts';
import { planPush } from './push.ts';
import { needs } from './release.ts';
import { planRollback } from './rollback.ts';
import { planLogs, planRun } from './run.ts';

/** Runs the app on the container engine itself, with its data in a volume. */
export const local: Platform<LocalNow> = {
  name: 'local',
  about: 'runs the app on the container engine of this machine',
  hasApps: true,
  observe,
  needs,
  serving,
  plan,
};

function plan(now: LocalNow, request: Request, fresh: Fresh): Plan {
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
      return planRun(now, request, fresh);
    case 'rollback':
      return planRollback(now, request, fresh);
    case 'destroy':
      return planDestroy(now, request, fresh);
  }
}
