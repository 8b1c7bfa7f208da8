import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { planPush } from '../../../src/platforms/heroku/push.ts';
import type { HerokuNow } from '../../../src/platforms/heroku/observe.ts';
import { fresh, outcomeOf } from '../support/observed.ts';
import { app, nobody, planned, pushOf, refusal, release, requestOf } from './observed.ts';

/** An app of three years ago. */
const built: HerokuNow = {
  ...nobody,
  app: { ...app, stack: 'heroku-24', buildStack: 'heroku-24' },
  releases: [release(12, { current: true, description: 'Deploy 1a2b3c4d' })],
  config: {
    SECRET_KEY: 'theirs',
    DATABASE_URL: 'postgres://u:p@db/x',
    DISABLE_COLLECTSTATIC: '1',
    WEB_CONCURRENCY: '4',
  },
  formation: [
    { type: 'web', quantity: 1, size: 'Basic', untouched: false },
    { type: 'worker', quantity: 1, size: 'Basic', untouched: false },
  ],
};

test('an app of buildpacks is left alone without a word', () => {
  const problem = refusal(built, { env: {} });
  expect(problem).toMatchObject({ code: 'app-unsuited', platform: 'Heroku' });
  expect(wordsFor(problem).next.join('\n')).toContain('--convert');
});

test('with --convert the change, the release that runs and the way back are named, and a yes is asked for', () => {
  const problem = refusal(built, { env: {}, convert: true });
  const { what, found = [], next } = wordsFor(problem);
  expect(problem.code).toBe('consent-missing');
  expect(what).toBe('A push would change how blog runs on Heroku, and nothing was changed yet:');
  expect(found.join('\n')).toMatch(/container in place of heroku-24.*v12 runs now/);
  expect(found.join('\n')).toContain('heroku stack:set heroku-24 && heroku rollback v12');
  expect(found.join('\n')).toContain('config vars and add-ons stay');
  expect(next.join()).toContain('--yes');
});

test('then the stack is changed before the image is pushed; its own config vars stay as they are', () => {
  const steps = planned(built, { env: {}, convert: true, yes: true });
  expect(steps.map(({ id }) => id).slice(0, 5)).toEqual(['lock', 'convert', 'push', 'variables', 'settle']);
  expect(requestOf(steps, 'convert')).toMatchObject({ method: 'PATCH', body: { build_stack: 'container' } });
  const set = Object.keys(requestOf(steps, 'variables').body as object);
  expect(set.filter((name) => !name.startsWith('SIMPLE_DEPLOY_'))).toEqual([]);
});

test('what the buildpack read is explained', () => {
  const { notes } = outcomeOf(planPush(built, pushOf({ env: {}, convert: true, yes: true }), fresh));
  const said = notes.map((note) => wordsFor(note).what).join('\n');
  expect(said).toMatch(/DISABLE_COLLECTSTATIC.*only the buildpack reads/);
  expect(said).toMatch(/WEB_CONCURRENCY is set: 4 workers/);
  expect(said).toContain('heroku stack:set heroku-24 --app blog');
  const { notes: later } = outcomeOf(planPush({ ...built, app }, pushOf({ env: {} }), fresh));
  expect(JSON.stringify(later)).not.toContain('WEB_CONCURRENCY');
});

test('Fir takes no image, whatever is asked for', () => {
  const fir = { ...built, app: { ...app, generation: 'fir', stack: 'cnb', buildStack: 'cnb' } };
  expect(refusal(fir, { env: {}, convert: true, yes: true })).toMatchObject({ code: 'app-unsuited' });
});
