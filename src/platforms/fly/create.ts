import { UserError } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import { smallestPlan } from './database.ts';
import { clusterOf, label, platform } from './names.ts';
import { billedLines, isAny, type NewThings, newThings } from './new-things.ts';
import type { FlyNow } from './observe.ts';
import { busy, flyctl, tooMuch } from './program.ts';
import type { Release } from './release.ts';
import { serverWords } from './scale.ts';

/** Nothing that is billed is made without a word of the person's. Throws `consent-missing`. */
export function refuseWithoutConsent(now: FlyNow, release: Release, request: PushRequest): void {
  const things = newThings(now, release, request);
  if (request.create || !isAny(things)) return;
  const { app } = release;
  const stands = things.app ? {} : ({ stands: true } as const);
  const creates = createsOf(things, release, request);
  const billed = billedLines(things, release);
  throw new UserError({
    code: 'consent-missing',
    platform,
    label,
    app,
    ...stands,
    creates,
    billed,
    option: '--create',
  });
}

function createsOf(things: NewThings, release: Release, request: PushRequest): readonly string[] {
  const { app, org, region, host, configuration, cluster, postgis } = release;
  const plan = request.databasePlan ?? smallestPlan;
  return [
    ...(things.app ? [`the app ${app} of the organisation ${org}, served at https://${host}`] : []),
    ...(things.app ? [`in ${region} ${machinesOf(configuration, request)}`] : []),
    ...(things.volume ? ['a volume of 1 GB for SQLite and uploads'] : []),
    ...(things.cluster ? [`the Postgres cluster ${clusterOf(app)} (${plan}${postgis ? ', with PostGIS' : ''})`] : []),
    ...(things.groups.length > 0 ? [machinesOf({ ...configuration, groups: things.groups }, {})] : []),
    ...(things.alone.length > 0 ? [`a second machine for ${serverWords(things.alone)}`] : []),
    ...(cluster?.id === undefined ? [] : [`an attachment to the Postgres cluster ${clusterOf(app)}, which stands`]),
  ];
}

/** Such as "one machine with 512 MB for the server". */
function machinesOf({ groups, memory }: Release['configuration'], { ha }: Pick<PushRequest, 'ha'>): string {
  const count = ha === true ? 'two machines' : 'one machine';
  const size = memory === undefined ? '' : ` with ${memory}`;
  return `${count}${size} for ${serverWords(groups)}${groups.length === 1 ? '' : ', each'}`;
}

/** The step that makes the app. */
export function createStep(program: string, { app, org }: Release): Step {
  const invalid = 'Fly does not take it. Names there have lower case letters, digits and dashes';
  return {
    id: 'create',
    title: `Create the app ${app}`,
    why: `It is new in the organisation ${org}.`,
    again: tooMuch,
    effect: flyctl(program, ['apps', 'create', app, '--org', org, '--json']),
    means: [
      { says: 'already been taken', problem: { code: 'app-name-elsewhere', platform: label, app } },
      { says: busy, failure: 'platform-busy' },
      { says: 'name.*(invalid|may only|must)', problem: { code: 'app-name-invalid', app, rule: invalid } },
    ],
  };
}
