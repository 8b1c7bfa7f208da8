import { UserError } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import { clusterOf, label, platform } from './names.ts';
import type { FlyNow } from './observe.ts';
import { flyctl } from './program.ts';
import type { Release } from './release.ts';

/** Nothing that is billed is made without a word of the person's. Throws `consent-missing`. */
export function refuseWithoutConsent(now: FlyNow, release: Release, request: PushRequest): void {
  const isCostly = release.cluster !== undefined && release.cluster.id === undefined;
  if (request.create || (now.app !== undefined && !isCostly)) return;
  const { app, org, region, configuration, cluster, volume } = release;
  const machines = configuration.groups.map((group) => (group === 'app' ? 'the server' : group));
  const each = request.ha ? 'two machines each' : 'one machine each';
  const creates = [
    ...(now.app === undefined
      ? [
          `the app ${app} of the organisation ${org}, served at https://${release.host}`,
          `machines in ${region} for ${machines.join(', ')}: ${machines.length === 1 ? each.replace(' each', '') : each}`,
        ]
      : []),
    ...(volume && now.volumes.length === 0 ? ['a volume of 1 GB for SQLite and uploads'] : []),
    ...(isCostly ? [`the Postgres cluster ${clusterOf(app)} (${request.databasePlan ?? 'basic'})`] : []),
    ...(cluster?.id === undefined ? [] : [`an attachment to the Postgres cluster ${clusterOf(app)}, which stands`]),
  ];
  const billed = [
    'Machines are billed while they run, volumes while they stand: https://fly.io/docs/about/pricing/',
    ...(isCostly
      ? ['Managed Postgres is billed by the month, whether it is used or not: https://fly.io/docs/mpg/']
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

/** The step that makes the app. */
export function createStep(program: string, { app, org }: Release): Step {
  const invalid = 'Fly does not take it; it has lower case letters, digits and dashes';
  return {
    id: 'create',
    title: `Create the app ${app}`,
    why: `It is new in the organisation ${org}.`,
    effect: flyctl(program, ['apps', 'create', app, '--org', org, '--json']),
    means: [
      { says: 'already been taken', problem: { code: 'app-name-elsewhere', platform: label, app } },
      { says: 'name.*(invalid|may only|must)', problem: { code: 'app-name-invalid', app, rule: invalid } },
    ],
  };
}
