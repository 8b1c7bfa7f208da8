import { UserError } from '../../problems.ts';
import type { ResultUse, Step } from '../../values/step.ts';
import { lockSteps, refuseHeld } from '../lock.ts';
import { lockElsewhere } from '../lock-elsewhere.ts';
import type { Fresh, Plan, PushRequest } from '../types.ts';
import { call, imageVersion, tokenEnded } from './call.ts';
import { refuseWithoutConsent } from './consent.ts';
import { convertStep, createStep } from './create.ts';
import { databaseSteps } from './database.ts';
import { label, platform } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { pushOutcome } from './outcome.ts';
import { type Release, newAddress, releaseOf } from './release.ts';
import { removeSteps, servedVersion } from './remove.ts';
import { advice, findStep, phaseStep, serveSteps, settleStep } from './serve.ts';
import { loggedOut } from './token.ts';

/** What a push does on Heroku. Throws what makes it impossible, what only the person can say, and `consent-missing`. */
export function planPush(now: HerokuNow, request: PushRequest, fresh: Fresh): Plan {
  refuseUnderWay(now, request);
  const release = releaseOf(now, request, fresh);
  refuseWithoutConsent(now, release, request);
  const elsewhere = lockElsewhere(platform, request.app, request.image.reference);
  refuseHeld(now.lock, elsewhere);
  const lock = lockSteps(elsewhere, now.lock, fresh);
  const { app, addOn, changes } = release;
  const makesRelease = addOn !== undefined || Object.keys(changes).length > 0;
  const steps = [
    ...lock.take,
    ...(now.app === undefined ? [createStep(now, release)] : []),
    ...(release.converts ? [convertStep(now, app)] : []),
    pushImage(now, release, request),
    ...databaseSteps(now, app, addOn),
    ...variableSteps(now, release),
    ...(makesRelease && now.app !== undefined ? [settleStep(now, app)] : []),
    releaseImages(now, release),
    findStep(now, app),
    phaseStep(now, release),
    ...removeSteps(now, release),
    ...startSteps(now, release),
    ...serveSteps(now, release, servedVersion(release)),
    lock.give,
  ];
  return { steps, outcome: (results) => pushOutcome(now, release, request, results) };
}

/** Longest that a release phase is taken to be under way: after that what began it is gone. */
const longestRelease = 60 * 60_000;

/** Throws `release-under-way`. */
function refuseUnderWay({ releases, at }: HerokuNow, { app, force }: PushRequest): void {
  const [newest] = releases;
  if (newest?.status !== 'pending' || force || at - Date.parse(newest.createdAt) > longestRelease) return;
  const { version, createdAt: since } = newest;
  throw new UserError({ code: 'release-under-way', app, platform: label, version, since });
}

/** The image as `web`, and for each other process type the same layers with its command. */
function pushImage({ registry, token }: HerokuNow, { app, kinds, mark }: Release, { image }: PushRequest): Step {
  const place = (type: string) => `${registry}/${app}/${type}:latest`;
  const variants = kinds.flatMap(({ type, command }) => (command ? [{ destination: place(type), command }] : []));
  return {
    id: 'push',
    title: 'Push the image',
    why: `Only the layers that Heroku's registry lacks travel${variants.length > 0 ? `; ${variants.length === 1 ? 'another process type has' : 'other process types have'} the same ones` : ''}.`,
    effect: {
      kind: 'registry-push',
      image: image.reference,
      destination: place('web'),
      // It takes manifests of Docker's kind for one machine alone.
      format: 'docker',
      credentials: { username: '_', password: token, origin: label },
      ...(variants.length > 0 && { variants }),
      ...(mark !== undefined && { mark }),
    },
    means: [
      { code: 'registry-unauthorized', problem: loggedOut(`${registry} does not take the token`).problem },
      { code: 'registry-denied', problem: loggedOut(`${registry} lets this login not write to ${app}`).problem },
    ],
  };
}

/** One request for all of them, as Heroku makes a release for each. */
function variableSteps(now: HerokuNow, { app, changes }: Release): readonly Step[] {
  const names = Object.keys(changes);
  if (names.length === 0) return [];
  const isNew = Object.values(changes).some((value) => value?.includes(newAddress));
  return [
    {
      id: 'variables',
      title: `Set the config ${names.length === 1 ? 'var' : 'vars'} ${names.join(', ')}`,
      why: 'Given now, missing, or what the image has to know of Heroku.',
      effect: call(now, 'PATCH', `/apps/${app}/config-vars`, { body: changes, repeatable: true }),
      ...(isNew && { uses: { [newAddress.slice(1, -1)]: { step: 'create', at: ['web_url'] } } }),
      means: tokenEnded,
    },
  ];
}

/** By the digests of what the registry has, which the engine does not know. */
function releaseImages(now: HerokuNow, { app, kinds }: Release): Step {
  const others = kinds.filter(({ command }) => command !== undefined);
  const digest = (at: readonly string[]): ResultUse => ({ step: 'push', at: [...at, 'configDigest'] });
  const uses = {
    ...(kinds.some(({ command }) => command === undefined) && { 'image of web': digest([]) }),
    ...Object.fromEntries(others.map(({ type }, index) => [`image of ${type}`, digest(['variants', String(index)])])),
  };
  const updates = kinds.map(({ type }) => ({ type, docker_image: `{image of ${type}}` }));
  return {
    id: 'release',
    title: 'Release the image',
    why: 'Heroku makes a release of it, unless it runs this image already.',
    effect: call(now, 'PATCH', `/apps/${app}/formation`, {
      version: imageVersion,
      body: { updates },
      repeatable: true,
      fine: 'already running the specified docker image',
    }),
    uses,
    means: tokenEnded,
    advice: advice(now, app),
  };
}

function startSteps(now: HerokuNow, { app, starts }: Release): readonly Step[] {
  if (starts.length === 0) return [];
  return [
    {
      id: 'start',
      title: `Start a dyno for ${starts.join(', ')}`,
      why: 'One each, as Heroku starts none by itself; what was scaled before stays as it is.',
      effect: call(now, 'PATCH', `/apps/${app}/formation`, {
        body: { updates: starts.map((type) => ({ type, quantity: 1 })) },
        repeatable: true,
      }),
      means: tokenEnded,
      advice: [`heroku ps:scale ${starts.map((type) => `${type}=1`).join(' ')} --app ${app}`],
    },
  ];
}
