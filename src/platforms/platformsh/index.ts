import type { Fresh, ImageNeeds, Plan, Platform, PushRequest, Request, SourceProject } from '../types.ts';
import { additions } from './additions.ts';
import { appFrom } from './app-from.ts';
import { planDestroy } from './destroy.ts';
import { planOpen, planStatus } from './look.ts';
import { type Flavour, platformsh as fixed, upsun as flex } from './names.ts';
import { observe, type PlatformshNow } from './observe.ts';
import { planPush } from './push.ts';
import { planRollback } from './rollback.ts';
import { planLogs, planRun } from './run.ts';

/** The platform by each of its names: they differ in the files that configure it, and in what its program is called. */
export const platformsh: Platform<PlatformshNow> = platformOf(fixed);
export const upsun: Platform<PlatformshNow> = platformOf(flex);

function platformOf(flavour: Flavour): Platform<PlatformshNow> {
  const { name, label, programs } = flavour;
  return {
    name,
    label,
    about: `builds and runs the app on ${label} (by git and ${programs[0]})`,
    takes: 'source',
    hasApps: true,
    appFrom: (place) => appFrom(place, flavour),
    observe: (doors, target) => observe(doors, target, flavour),
    needs: (now, wanted) => needs(now, wanted, flavour),
    plan: (now, request, fresh) => plan(now, request, fresh, flavour),
  };
}

function needs(now: PlatformshNow, wanted: Omit<PushRequest, 'image'>, flavour: Flavour): ImageNeeds {
  const standing = now.project?.environment?.services ?? {};
  const asked = { standing, withoutRedis: wanted.redisImage === 'none' };
  return {
    ...(wanted.database !== undefined && { database: wanted.database }),
    adds: (project: SourceProject) => additions(project, asked, flavour),
  };
}

function plan(now: PlatformshNow, request: Request, fresh: Fresh, flavour: Flavour): Plan {
  switch (request.verb) {
    case 'push':
      return planPush(now, request, fresh, flavour);
    case 'status':
      return planStatus(now, request, flavour);
    case 'open':
      return planOpen(now, request, flavour);
    case 'logs':
      return planLogs(now, request, flavour);
    case 'run':
      return planRun(now, request, flavour);
    case 'rollback':
      return planRollback(now, request, flavour);
    case 'destroy':
      return planDestroy(now, request, flavour);
  }
}
