import type { Database } from '../../values/database.ts';
import type { ResultUse, Step } from '../../values/step.ts';
import { postgisMissing } from '../postgis-missing.ts';
import { call, newestFirst, tokenEnded } from './call.ts';
import { platform } from './names.ts';
import type { HerokuNow } from './observe.ts';
import { current, newAddress, type Release } from './release.ts';

/** How to get back, and how to learn more. */
export function advice(now: HerokuNow, app: string): readonly string[] {
  const at = `--to ${platform} --app ${app}`;
  const before = current(now);
  return [
    `simple-deploy logs ${at} --tail 50`,
    ...(before
      ? [`simple-deploy rollback ${at} goes back to a release before, config vars too; the database keeps its schema.`]
      : []),
  ];
}

/** A member of the newest release in the list that a step gave. */
export function inList(step: string, member: string): ResultUse {
  return { step, at: ['0', member] };
}

const states = { good: ['succeeded'], ended: ['succeeded', 'failed', 'expired'] } as const;
/** A release phase is ended by Heroku after an hour. */
const longestPhase = 65 * 60_000;

/** Changed config vars are a release of their own, with a release phase of the image that runs: two at once would migrate at once. */
export function settleStep(now: HerokuNow, app: string): Step {
  return {
    id: 'settle',
    title: 'Wait for the release of the config vars',
    why: 'Heroku makes one for them, and runs the release phase of the image that runs.',
    effect: {
      kind: 'watch',
      request: call(now, 'GET', `/apps/${app}/releases`, newestFirst(1)),
      at: ['0', 'status'],
      until: states.ended,
      never: [],
      everyMs: 300,
      limitMs: longestPhase,
    },
    means: tokenEnded,
  };
}

/** The release that there is now: a new one, or the one that runs this image already. */
export function findStep(now: HerokuNow, app: string, id = 'find'): Step {
  return {
    id,
    title: 'Look up the release',
    why: 'Heroku made one, unless it runs this image already.',
    effect: call(now, 'GET', `/apps/${app}/releases`, newestFirst(1)),
    means: tokenEnded,
    unmentioned: true,
  };
}

/** Follows the release phase: what it writes is told, its failure is ours. */
export function phaseStep(
  now: HerokuNow,
  {
    app,
    database = 'none',
    release = inList('find', 'id'),
    id = 'phase',
  }: { readonly app: string; readonly database?: Database; readonly release?: ResultUse; readonly id?: string },
): Step {
  const before = current(now);
  const ways = [
    before
      ? `Nothing was put into service: v${before.version} runs on. New config vars stay, and are part of the next release.`
      : 'Nothing was put into service.',
    `heroku releases:output --app ${app}`,
  ];
  return {
    id,
    title: 'Run the release phase',
    why: 'It migrates, where there is something to migrate; the release goes live when it went well.',
    effect: {
      kind: 'watch',
      request: call(now, 'GET', `/apps/${app}/releases/{release}`),
      at: ['status'],
      until: states.good,
      never: ['failed', 'expired'],
      stream: ['output_stream_url'],
      everyMs: 300,
      limitMs: longestPhase,
    },
    uses: { release },
    failure: 'release-failed',
    means: [...tokenEnded, postgisMissing([...withPostgis(app), ...ways])],
    logOf: logOf(now, app, 'release'),
    ...(database === 'none' ? {} : { databaseHint: database }),
    advice: ways,
  };
}

/** PostGIS is there on every plan; where the migration may not create it, who owns the database does. https://devcenter.heroku.com/articles/postgis */
function withPostgis(app: string): readonly string[] {
  return [
    `Heroku Postgres: heroku pg:psql --app ${app} --command "CREATE EXTENSION postgis"`,
    `What it offers: heroku pg:psql --app ${app} --command "SHOW extwlist.extensions"`,
    'A server of your own: its administrator installs PostGIS, and runs CREATE EXTENSION postgis in that database.',
  ];
}

/** The last lines of a kind of process. */
function logOf({ api, token }: HerokuNow, app: string, dyno: string): NonNullable<Step['logOf']> {
  const body = { dyno, lines: 30, tail: false };
  return { request: call({ api, token }, 'POST', `/apps/${app}/log-sessions`, { body }), at: ['logplex_url'] };
}

/** A dyno has 60 s to listen on its port, and is started again once when it crashed: https://devcenter.heroku.com/articles/dyno-startup-behavior */
const longestBoot = 3 * 60_000;

/** Waits for a web dyno of the new release. */
function bootStep(now: HerokuNow, app: string, version: ResultUse): Step {
  return {
    id: 'boot',
    title: 'Wait for the web dyno',
    why: 'It has 60 s to listen on its port.',
    effect: {
      kind: 'watch',
      request: call(now, 'GET', `/apps/${app}/dynos`),
      where: { type: 'web', 'release.version': '{version}' },
      at: ['state'],
      until: ['up', 'idle'],
      never: ['crashed'],
      lastsMs: 4000,
      everyMs: 300,
      limitMs: longestBoot,
    },
    uses: { version },
    failure: 'deploy-unhealthy',
    means: tokenEnded,
    logOf: logOf(now, app, 'web'),
    advice: advice(now, app),
  };
}

/** Asks the address that the API names until it answers. */
function answerStep(now: HerokuNow, { app, address }: Pick<Release, 'app' | 'address'>): Step {
  const isNew = address === newAddress;
  return {
    id: 'answer',
    title: isNew ? 'Ask its address until it answers' : `Ask ${address} until it answers`,
    why: 'What counts is that it can be reached from outside.',
    effect: { kind: 'wait', probe: { kind: 'url', url: address }, until: 'below-500', everyMs: 500, limitMs: 90_000 },
    ...(isNew && { uses: { [newAddress.slice(1, -1)]: { step: 'create', at: ['web_url'] } } }),
    failure: 'page-unreachable',
    logOf: logOf(now, app, 'web'),
    advice: advice(now, app),
  };
}

/** Waits until the release serves, as far as the person lets it: not of an app without web dynos, or in maintenance. */
export function serveSteps(
  now: HerokuNow,
  { app, address }: Pick<Release, 'app' | 'address'>,
  version: ResultUse = inList('find', 'version'),
): readonly Step[] {
  const isStopped = now.formation.some(
    ({ type, quantity, untouched }) => type === 'web' && quantity === 0 && !untouched,
  );
  if (isStopped) return [];
  return [bootStep(now, app, version), ...(now.app?.isMaintained ? [] : [answerStep(now, { app, address })])];
}
