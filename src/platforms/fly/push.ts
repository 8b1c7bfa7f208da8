import { type Problem, UserError } from '../../problems.ts';
import type { Step } from '../../values/step.ts';
import { lockSteps, refuseHeld } from '../lock.ts';
import { lockElsewhere } from '../lock-elsewhere.ts';
import type { Fresh, Plan, PushRequest } from '../types.ts';
import { createStep, refuseWithoutConsent } from './create.ts';
import { databaseSteps } from './database.ts';
import { answerStep, deployStep } from './deploy.ts';
import { label, platform } from './names.ts';
import type { FlyNow, Machine } from './observe.ts';
import { pushOutcome } from './outcome.ts';
import { busy, flyctl, loggedOut } from './program.ts';
import { type Release, releaseOf } from './release.ts';
import { aloneGroups, scaleSteps } from './scale.ts';
import { secretLines } from './secret-lines.ts';
import { refuseUnderWay } from './under-way.ts';
import { remembered } from './variables.ts';
import { volumeSteps } from './volume.ts';

/** What a push does on Fly. Throws what makes it impossible, what only the person can say, and `consent-missing`. */
export function planPush(now: FlyNow, request: PushRequest, fresh: Fresh): Plan {
  refuseUnread(now, request);
  refuseUnderWay(now, request);
  const release = releaseOf(now, request, fresh);
  refuseWithoutConsent(now, release, request);
  const alone = aloneGroups(now, release, request);
  const isSame = !request.force && isUnchanged(now, release);
  if (isSame && alone.length === 0) {
    return { steps: [], outcome: (results) => pushOutcome(now, release, request, results, false) };
  }
  const elsewhere = lockElsewhere(platform, request.app, request.image.reference);
  refuseHeld(now.lock, elsewhere);
  const lock = lockSteps(elsewhere, now.lock, fresh);
  const steps = [
    ...lock.take,
    ...(isSame ? [] : releaseSteps(now, release, request)),
    ...scaleSteps(now.program, release.app, alone),
    answerStep(release),
    lock.give,
  ];
  return { steps, outcome: (results) => pushOutcome(now, release, request, results, true) };
}

/** What stands there would be taken from the app, a volume too. Throws `choice-impossible`. */
function refuseUnread({ unread, program }: FlyNow, { app }: PushRequest): void {
  if (unread === undefined) return;
  throw new UserError({
    code: 'choice-impossible',
    what: `${unread} is a configuration of Fly, and only a fly.toml is read here: a push would take from ${app} what stands there.`,
    next: [
      `Write it as a fly.toml; that of an app that runs: ${program} config save -a ${app} -c fly.toml`,
      `Or move ${unread} away, and push with what is generated.`,
    ],
  });
}

function releaseSteps(now: FlyNow, release: Release, request: PushRequest): readonly Step[] {
  return [
    ...(now.app === undefined ? [createStep(now.program, release)] : []),
    pushImage(now, release, request),
    ...secretSteps(now, release),
    ...databaseSteps(now.program, release, request),
    ...volumeSteps(now, release),
    deployStep(now.program, release, {
      ...request,
      image: `${now.registry}/${release.app}@{digest}`,
      hadRelease: now.releases.some(({ status }) => status === 'complete'),
    }),
  ];
}

/** Every machine runs this release and is not unwell, every process group has one, and nothing new is handed over. */
function isUnchanged(now: FlyNow, { configuration, secrets, unset, cluster }: Release): boolean {
  const { machines } = now;
  const runs = machines.every(
    ({ env, image, state, checks }) =>
      env[remembered.release] === configuration.marker &&
      isOf(image, env, configuration.marker) &&
      ['started', 'stopped', 'suspended'].includes(state) &&
      (state !== 'started' || checks.every(({ status }) => status !== 'critical')),
  );
  const groups = configuration.groups.every((group) => machines.some((machine) => machine.group === group));
  const isNew = Object.keys(secrets).length + unset.length > 0 || cluster !== undefined;
  return runs && groups && !isNew && now.secrets.every(({ staged }) => !staged);
}

/**
 * Whether a machine runs the image of the push that its variables tell of: `fly deploy --image` puts another one there, with the
 * configuration of ours.
 */
function isOf(image: string, env: Machine['env'], tag: string): boolean {
  const digest = env[remembered.image];
  return digest === undefined || image.endsWith(`@${digest}`) || image.endsWith(`:${tag}`);
}

function pushImage({ registry, token }: FlyNow, { app, configuration }: Release, { image }: PushRequest): Step {
  return {
    id: 'push',
    title: 'Push the image',
    why: `Only the layers that Fly's registry lacks travel.`,
    effect: {
      kind: 'registry-push',
      image: image.reference,
      destination: `${registry}/${app}:${configuration.marker}`,
      // Some engines write an index with attestations, in which Fly does not find the image.
      format: 'docker',
      credentials: { username: 'x', password: token, origin: 'flyctl' },
    },
    means: [
      { code: 'registry-unauthorized', problem: loggedOut(`${registry} does not take the token`).problem },
      { code: 'registry-denied', problem: denied(app, registry) },
    ],
  };
}

/** A token of another app or organisation, and an app that was made a moment ago, are told alike. */
function denied(app: string, registry: string): Problem {
  return {
    code: 'platform-denied',
    platform: label,
    what: `write to ${registry}/${app}`,
    next: [
      'Push again: an app that was made a moment ago may not be known to the registry yet.',
      `If it stays so, see who you are and whose app it is: flyctl auth whoami, flyctl status -a ${app}`,
      `A token in FLY_API_TOKEN has to be one for this app or its organisation: flyctl tokens create deploy -a ${app}`,
    ],
  };
}

/** To set a secret twice is to set it once. */
const repeated = { again: busy, means: [{ says: busy, failure: 'platform-busy' }] } as const;

/** Values travel by stdin, and wait for the deployment that takes them up. */
function secretSteps({ program }: FlyNow, { app, secrets, unset }: Release): readonly Step[] {
  const names = Object.keys(secrets);
  const set: Step = {
    id: 'secrets',
    title: `Set the ${names.length === 1 ? 'secret' : 'secrets'} ${names.join(', ')}`,
    why: 'Given now, or missing.',
    ...repeated,
    effect: flyctl(program, ['secrets', 'import', '--stage', '-a', app], { stdin: secretLines(secrets) }),
  };
  const forget: Step = {
    id: 'unset',
    title: `Forget the ${unset.length === 1 ? 'secret' : 'secrets'} ${unset.join(', ')}`,
    why: 'It was asked for.',
    ...repeated,
    effect: flyctl(program, ['secrets', 'unset', '--stage', '-a', app, ...unset]),
  };
  return [...(names.length > 0 ? [set] : []), ...(unset.length > 0 ? [forget] : [])];
}
