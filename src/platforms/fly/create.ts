import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import { clusterOf, label, platform } from './names.ts';
import type { FlyNow } from './observe.ts';
import { busy, flyctl, tooMuch } from './program.ts';
import type { Release } from './release.ts';

/** Nothing that is billed is made without a word of the person's. Throws `consent-missing`. */
export function refuseWithoutConsent(now: FlyNow, release: Release, request: PushRequest): void {
  const isCostly = release.cluster !== undefined && release.cluster.id === undefined;
  if (request.create || (now.app !== undefined && !isCostly)) return;
  const { app, org, region, configuration, cluster, volume } = release;
  const creates = [
    ...(now.app === undefined
      ? [
          `the app ${app} of the organisation ${org}, served at https://${release.host}`,
          `in ${region} ${machinesOf(configuration, request)}`,
        ]
      : []),
    ...(volume && now.volumes.length === 0 ? ['a volume of 1 GB for SQLite and uploads'] : []),
    ...(isCostly ? [`the Postgres cluster ${clusterOf(app)} (${request.databasePlan ?? 'basic'})`] : []),
    ...(cluster?.id === undefined ? [] : [`an attachment to the Postgres cluster ${clusterOf(app)}, which stands`]),
  ];
  const billed = [
    `Machines are billed while they run, volumes while they stand: ${link('fly-pricing').url}`,
    ...(isCostly
      ? [`Managed Postgres is billed by the month, whether it is used or not: ${link('fly-postgres').url}`]
      : []),
  ];
  const stands = now.app === undefined ? {} : ({ stands: true } as const);
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

/** Such as "one machine with 512 MB for the server". */
function machinesOf({ groups, memory }: Release['configuration'], { ha }: Pick<PushRequest, 'ha'>): string {
  const names = groups.map((group) => (group === 'app' ? 'the server' : group));
  const count = ha === true ? 'two machines' : 'one machine';
  const size = memory === undefined ? '' : ` with ${memory}`;
  return `${count}${size} for ${names.join(', ')}${names.length === 1 ? '' : ', each'}`;
}

/** The step that makes the app. */
export function createStep(program: string, { app, org }: Release): Step {
  const invalid = 'Fly does not take it; it has lower case letters, digits and dashes';
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
