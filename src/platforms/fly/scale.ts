import type { Problem } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import type { FlyNow } from './observe.ts';
import { busy, flyctl } from './program.ts';
import type { Release } from './release.ts';

type Asked = Pick<PushRequest, 'ha'>;

/**
 * Process groups that serve by one machine that stands, where more are asked for: a deployment makes a second one with the first
 * only. One with a volume stays alone, as a second one would begin with an empty volume.
 */
export function aloneGroups(now: FlyNow, { configuration }: Release, asked: Asked): readonly string[] {
  return standingAlone(now, configuration, asked).filter((group) => !hasVolume(now, group));
}

function standingAlone({ machines }: FlyNow, { served }: Release['configuration'], { ha }: Asked): readonly string[] {
  return ha === true ? served.filter((group) => machines.filter((each) => each.group === group).length === 1) : [];
}

function hasVolume({ machines }: FlyNow, group: string): boolean {
  return machines.some((each) => each.group === group && each.mounted);
}

/** The step that gives such groups a second machine. To ask for two twice is to have two. */
export function scaleSteps(program: string, app: string, groups: readonly string[]): readonly Step[] {
  if (groups.length === 0) return [];
  const counts = groups.map((group) => `${group}=2`);
  return [
    {
      id: 'scale',
      title: `Add a second machine for ${serverWords(groups)}`,
      why: '--ha asks for two, so that one may fail.',
      effect: flyctl(program, ['scale', 'count', ...counts, '-a', app, '--yes']),
      again: busy,
      means: [{ says: busy, failure: 'platform-busy' }],
    },
  ];
}

/** Groups as people call them. */
export function serverWords(groups: readonly string[]): string {
  return groups.map((group) => (group === 'app' ? 'the server' : group)).join(', ');
}

/** What is said of those that stay alone. */
export function aloneNotes(now: FlyNow, { app, configuration }: Release, asked: Asked): readonly Problem[] {
  const alone = standingAlone(now, configuration, asked).filter((group) => hasVolume(now, group));
  return alone.length === 0
    ? []
    : [{ code: 'note-one-machine', app, next: `flyctl scale count ${alone[0]}=2 -a ${app}` }];
}
