import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import { volumeName } from './configuration.ts';
import { clusterOf, label, platform } from './names.ts';
import type { FlyNow } from './observe.ts';
import { busy, flyctl, tooMuch } from './program.ts';
import type { Release } from './release.ts';
import { aloneGroups, serverWords } from './scale.ts';

/** Nothing that is billed is made without a word of the person's. Throws `consent-missing`. */
export function refuseWithoutConsent(now: FlyNow, release: Release, request: PushRequest): void {
  const costly = [...newApp(now, release, request), ...newForApp(now, release, request)];
  if (request.create || costly.length === 0) return;
  const { app, cluster } = release;
  const isNewCluster = cluster !== undefined && cluster.id === undefined;
  const attached =
    cluster?.id === undefined ? [] : [`an attachment to the Postgres cluster ${clusterOf(app)}, which stands`];
  const billed = [
    'Machines are billed while they run, volumes while they stand: https://fly.io/docs/about/pricing/',
    ...(isNewCluster
      ? ['Managed Postgres is billed by the month, whether it is used or not: https://fly.io/docs/mpg/']
      : []),
  ];
  const stands = now.app === undefined ? {} : ({ stands: true } as const);
  const creates = [...costly, ...attached];
  const about = { platform, label, app, ...stands };
  throw new UserError({ code: 'consent-missing', ...about, creates, billed, option: '--create' });
}

function newApp({ app: there }: FlyNow, release: Release, request: PushRequest): readonly string[] {
  if (there !== undefined) return [];
  const { app, org, region, host, configuration } = release;
  return [
    `the app ${app} of the organisation ${org}, served at https://${host}`,
    `in ${region} ${machinesOf(configuration, request)}`,
  ];
}

/** What an app may get at any time. */
function newForApp(now: FlyNow, release: Release, request: PushRequest): readonly string[] {
  const { app, cluster, volume } = release;
  const alone = aloneGroups(now, release, request);
  const mounts = now.own?.table['mounts'] !== undefined;
  return [
    ...(volume && !mounts && now.volumes.every(({ name }) => name !== volumeName)
      ? ['a volume of 1 GB for SQLite and uploads']
      : []),
    ...(cluster !== undefined && cluster.id === undefined
      ? [`the Postgres cluster ${clusterOf(app)} (${request.databasePlan ?? 'basic'})`]
      : []),
    ...(alone.length === 0 ? [] : [`a second machine for ${serverWords(alone)}`]),
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
