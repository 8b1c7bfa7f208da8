import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import type { HerokuNow } from '../../../src/platforms/heroku/observe.ts';
import { needs } from '../../../src/platforms/heroku/release.ts';
import { imageOf } from '../fly/observed.ts';
import { after, app, nobody, planned, pushOf, refusal, requestOf } from './observed.ts';

const sqlite = imageOf({ database: 'sqlite' });
const addOn = (state: string, configVars: readonly string[] = []): HerokuNow['addOns'][number] => ({
  id: 'id-of-pg',
  name: 'postgresql-flat-1',
  service: 'heroku-postgresql',
  plan: 'heroku-postgresql:essential-0',
  state,
  configVars,
  own: true,
});

test('a project on SQLite is asked once which it wants, with the price that the API tells', () => {
  const problem = refusal(nobody, { image: sqlite, env: {} });
  expect(problem).toMatchObject({ code: 'choices-missing', choices: [{ key: 'database', suggestion: 'postgres' }] });
  const { found = [] } = wordsFor(problem);
  expect(found.join('\n')).toMatch(/--database postgres: .*essential-0, \$5 a month/);
  expect(found.join('\n')).toMatch(/--database none: .*lost when a dyno restarts/);
  const remembered = after({ image: imageOf({ database: 'none' }), env: {}, database: 'none' });
  expect(remembered.config['SIMPLE_DEPLOY_DATABASE']).toBe('none');
  expect(planned(remembered, { image: sqlite, env: {} })).not.toEqual([]);
});

test('SQLite itself is refused with the reason and the ways out', () => {
  const problem = refusal(nobody, { image: sqlite, env: {}, database: 'sqlite' });
  const { what, next } = wordsFor(problem);
  expect(problem.code).toBe('choice-impossible');
  expect(what).toContain('every row would be lost');
  expect(next.join('\n')).toMatch(/--database postgres.*DATABASE_URL/s);
});

test('a Postgres is added by its plan and waited for, before the config vars and the release', () => {
  const steps = planned(nobody, { env: {}, database: 'postgres', databasePlan: 'essential-0' });
  expect(steps.map(({ id }) => id).slice(0, 6)).toEqual([
    'lock',
    'create',
    'push',
    'database',
    'database-ready',
    'variables',
  ]);
  expect(requestOf(steps, 'database').body).toEqual({ plan: 'heroku-postgresql:essential-0' });
  const ready = steps.find(({ id }) => id === 'database-ready');
  expect(ready).toMatchObject({
    uses: { addOn: { step: 'database', at: ['id'] } },
    effect: { kind: 'watch', at: ['state'], until: ['provisioned'], never: ['deprovisioned'] },
  });
});

test('a push that broke off while it was made waits for that one, and makes no second', () => {
  const now = { ...nobody, app, addOns: [addOn('provisioning')] };
  const steps = planned(now, { env: {}, database: 'postgres', create: false });
  expect(steps.map(({ id }) => id)).not.toContain('database');
  expect(requestOf(steps, 'database-ready').url).toBe('https://api.example/apps/blog/addons/id-of-pg');
});

test('one that stands under another name is not doubled', () => {
  const now = { ...nobody, app, addOns: [addOn('provisioned', ['HEROKU_POSTGRESQL_RED_URL'])] };
  const problem = refusal(now, { env: {}, database: 'postgres' });
  expect(problem.code).toBe('choice-impossible');
  expect(wordsFor(problem).next.join('\n')).toContain('heroku pg:promote postgresql-flat-1 --app blog');
});

test('a DATABASE_URL that is there is used, and says which driver the image needs', () => {
  const now: HerokuNow = { ...nobody, app, config: { DATABASE_URL: 'postgres://u:p@db/x' } };
  expect(needs(now, pushOf({ env: {} }))).toEqual({ osArch: 'linux/amd64', database: 'postgres' });
  const told = { ...now, config: { ...now.config, SIMPLE_DEPLOY_DATABASE: 'none' } };
  expect(needs(told, pushOf({ env: {} }))).toMatchObject({ database: 'postgres' });
  expect(needs(nobody, pushOf({ env: { DATABASE_URL: 'mysql2://u:p@db/x' } }))).toMatchObject({ database: 'mysql' });
  expect(needs(nobody, pushOf({ env: {} }))).toEqual({ osArch: 'linux/amd64' });
  expect(planned(now, { env: {}, create: false }).map(({ id }) => id)).not.toContain('database');
});

test('a plan that Heroku does not have is an error that says where they are listed', () => {
  const { plan: _plan, ...none } = nobody;
  const problem = refusal(none, { env: {}, database: 'postgres', databasePlan: 'huge' });
  expect(problem).toMatchObject({ code: 'option-value', option: '--database-plan' });
});

test('a price that the API does not tell is not made up', () => {
  const now = { ...nobody, plan: { name: 'heroku-postgresql:premium-9' } };
  const problem = refusal(now, { env: {}, database: 'postgres', create: false });
  expect(wordsFor(problem).found?.join('\n')).toContain('at a price that its API does not tell');
});
