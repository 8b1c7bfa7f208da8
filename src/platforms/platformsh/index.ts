import { byVerb } from '../by-verb.ts';
import type { ImageNeeds, Platform, PushRequest, SourceProject } from '../types.ts';
import { additions } from './additions.ts';
import { appFrom } from './app-from.ts';
import { planDestroy } from './destroy.ts';
import { planOpen, planStatus } from './look.ts';
import { type Flavour, platformsh as fixed, reachedBy, upsun as flex } from './names.ts';
import { observe, type PlatformshNow } from './observe.ts';
import { planPush } from './push.ts';
import { databaseAmong, standingOf } from './refuse-loss.ts';
import { planRollback } from './rollback.ts';
import { planLogs, planRun } from './run.ts';

/** The platform by each of its names: they differ in the files that configure it, and in what its program is called. */
export const platformsh: Platform<PlatformshNow> = platformOf(fixed);
export const upsun: Platform<PlatformshNow> = platformOf(flex);

function platformOf(flavour: Flavour): Platform<PlatformshNow> {
  const { name, label, programs } = flavour;
  const here = ({ login }: PlatformshNow): Flavour => reachedBy(flavour, login?.name);
  return {
    name,
    label,
    about: `builds and runs the app on ${label} (by git and ${programs[0]})`,
    takes: 'source',
    hasApps: true,
    appFrom: (place) => appFrom(place, flavour),
    observe: (doors, target) => observe(doors, target, flavour),
    needs: (now, wanted) => needs(now, wanted, flavour),
    plan: byVerb({
      push: (now, request, fresh) => planPush(now, request, fresh, here(now)),
      status: (now, request) => planStatus(now, request, here(now)),
      open: (now, request) => planOpen(now, request, here(now)),
      logs: (now, request) => planLogs(now, request, here(now)),
      run: (now, request) => planRun(now, request, here(now)),
      rollback: (now, request) => planRollback(now, request, here(now)),
      destroy: (now, request) => planDestroy(now, request, here(now)),
    }),
  };
}

function needs(now: PlatformshNow, wanted: Omit<PushRequest, 'image'>, flavour: Flavour): ImageNeeds {
  const standing = standingOf(now);
  const database = wanted.database ?? databaseAmong(standing);
  const asked = { standing, withoutRedis: wanted.redisImage === 'none' };
  return {
    ...(database !== undefined && { database }),
    adds: (project: SourceProject) => additions(project, asked, flavour),
  };
}
