import { current, releaseOf } from '../../../src/platforms/heroku/release.ts';
import type { HerokuNow } from '../../../src/platforms/heroku/observe.ts';
import { planPush } from '../../../src/platforms/heroku/push.ts';
import type { HerokuRelease } from '../../../src/platforms/heroku/seen.ts';
import type { PushRequest } from '../../../src/platforms/types.ts';
import type { Problem } from '../../../src/problems.ts';
import type { ApiRequest, Step, Watch } from '../../../src/values/step.ts';
import { imageOf } from '../fly/observed.ts';
import { problemOf } from '../../support/problem-of.ts';
import { fresh, pushOf as push, stepsOf } from '../support/observed.ts';

/** A person who is logged in, and no app "blog". */
export const nobody: HerokuNow = {
  token: 'HRKU-token',
  api: 'https://api.example',
  registry: 'registry.example',
  releases: [],
  config: {},
  formation: [],
  dynos: [],
  addOns: [],
  domains: [],
  plan: { name: 'heroku-postgresql:essential-0', price: { cents: 500, unit: 'month' } },
  regions: { us: 'United States', eu: 'Europe' },
  at: Date.parse('2026-01-01T00:10:00Z'),
};

export const app: NonNullable<HerokuNow['app']> = {
  id: 'id-of-blog',
  name: 'blog',
  stack: 'container',
  buildStack: 'container',
  generation: 'cedar',
  region: 'us',
  webUrl: 'https://blog-0a1b2c.herokuapp.com/',
  isMaintained: false,
};

/** A push of "blog" that may make it, with a database of its own unless the test says otherwise. */
export function pushOf(more: Partial<PushRequest> = {}): PushRequest {
  return push({ create: true, image: imageOf(), env: { DATABASE_URL: 'postgres://u:p@db/x' }, ...more });
}

export function planned(now: HerokuNow, more: Partial<PushRequest> = {}): readonly Step[] {
  return stepsOf(planPush(now, pushOf(more), fresh));
}

/** The problem that a plan ends with. */
export function refusal(now: HerokuNow, more: Partial<PushRequest> = {}): Problem {
  return problemOf(() => planned(now, more));
}

export function release(version: number, more: Partial<HerokuRelease> = {}): HerokuRelease {
  return {
    id: `id-of-v${version}`,
    version,
    status: 'succeeded',
    description: `Deployed web (${version}abc)`,
    createdAt: '2026-01-01T00:00:00Z',
    current: false,
    eligible: true,
    ...more,
  };
}

/** What stands after that push went well. */
export function after(more: Partial<PushRequest> = {}, before: HerokuNow = nobody): HerokuNow {
  const { app: there = app } = before;
  const { changes, kinds } = releaseOf({ ...before, app: there }, pushOf(more), fresh);
  const config = Object.entries({ ...before.config, ...changes }).filter(([, value]) => value !== null);
  const version = (current(before)?.version ?? 3) + 1;
  const releases = before.releases.map((each) => ({ ...each, current: false }));
  return {
    ...before,
    app: { ...there, stack: 'container', buildStack: 'container' },
    config: Object.fromEntries(config) as Record<string, string>,
    releases: [release(version, { current: true }), ...releases],
    formation: kinds.map(({ type }) => ({ type, quantity: 1, size: 'Basic', untouched: false })),
    dynos: [{ name: 'web.1', type: 'web', state: 'up', size: 'Basic', updatedAt: '2026-01-01T00:00:00Z' }],
  };
}

/** The request of a step to the API. */
export function requestOf(steps: readonly Step[], id: string): ApiRequest {
  const effect = steps.find((step) => step.id === id)?.effect;
  if (effect?.kind === 'api') return effect;
  if (effect !== undefined && 'request' in effect) return (effect as Watch).request;
  throw new Error(`no request ${id}`);
}
