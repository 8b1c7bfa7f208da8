import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { heroku } from '../../../src/platforms/heroku/index.ts';
import type { HerokuNow } from '../../../src/platforms/heroku/observe.ts';
import type { Plan, Request } from '../../../src/platforms/types.ts';
import { problemOf } from '../../support/problem-of.ts';
import { fresh, outcomeOf, stepsOf } from '../support/observed.ts';
import { after, app, nobody, release, requestOf } from './observed.ts';

const plan = (now: HerokuNow, verb: string, more: object = {}): Plan =>
  heroku.plan(now, { verb, app: 'blog', appNamed: true, ...more } as unknown as Request, fresh);
const refused = (now: HerokuNow, verb: string, more: object = {}) => problemOf(() => plan(now, verb, more));

test.each(['status', 'open', 'rollback', 'logs', 'run', 'destroy'])('%s wants an app that is there', (verb) => {
  expect(refused(nobody, verb, { command: ['x'], confirm: 'blog' })).toMatchObject({
    code: 'app-absent',
    label: 'Heroku',
  });
});

test('status tells release, dynos, add-ons with their price, config vars by name alone, and what is scaled to none', () => {
  const now: HerokuNow = {
    ...after(),
    releases: [release(5, { status: 'failed' }), ...after().releases],
    formation: [{ type: 'worker', quantity: 0, size: 'Basic', untouched: false }],
    addOns: [
      {
        id: 'a',
        name: 'pg-1',
        service: 'heroku-postgresql',
        plan: 'heroku-postgresql:essential-0',
        state: 'provisioned',
        configVars: ['DATABASE_URL'],
        price: { cents: 500, unit: 'month' },
        own: true,
      },
    ],
  };
  const { facts, urls, changed } = outcomeOf(plan(now, 'status'));
  const told = facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
  expect(told).toMatch(/Release: v4, .*\nNewest release: v5, failed/);
  expect(told).toContain('Dyno web.1: up since');
  expect(told).toContain('pg-1: heroku-postgresql:essential-0, provisioned, $5 a month');
  expect(told).toContain('Scaled to none: worker');
  expect(told).toContain('DATABASE_URL');
  expect(told).not.toContain('postgres://');
  expect([urls, changed]).toEqual([[app.webUrl], false]);
});

test('a rollback goes to the release before the one that brought the code, with the config vars of then', () => {
  const releases = [
    release(8, { description: 'Set ZONE config vars', current: true }),
    release(7),
    release(6, { description: 'Set TOKEN config vars' }),
    release(5),
    release(4, { description: 'Attach DATABASE' }),
  ];
  const planned = plan({ ...after(), releases }, 'rollback');
  expect(requestOf(stepsOf(planned), 'find')).toMatchObject({
    method: 'POST',
    url: 'https://api.example/apps/blog/releases',
    body: { release: 'id-of-v6' },
  });
  expect(stepsOf(planned).map(({ id }) => id)).toEqual(['find', 'phase', 'boot', 'answer']);
  const said = outcomeOf(planned)
    .notes.map((note) => wordsFor(note).what)
    .join('\n');
  expect(said).toMatch(/schema.*Config vars are those of v6 now; add-ons stayed/s);
  expect(outcomeOf(planned).notes).toContainEqual({ code: 'note-schema-stays', to: 'heroku' });
});

test('a release that failed, or is expired, is not gone back to', () => {
  const before = [release(6, { status: 'failed' }), release(5, { status: 'expired', eligible: false }), release(4)];
  const now = { ...after(), releases: [release(7, { current: true }), ...before] };
  expect(requestOf(stepsOf(plan(now, 'rollback')), 'find').body).toEqual({ release: 'id-of-v4' });
  const gone = {
    ...now,
    releases: [release(7, { current: true }), release(5, { status: 'expired', eligible: false })],
  };
  expect(refused(gone, 'rollback')).toMatchObject({ code: 'choice-impossible' });
  const first = { ...now, releases: [release(2, { current: true }), release(1, { description: 'Initial release' })] };
  expect(refused(first, 'rollback')).toMatchObject({ code: 'nothing-before' });
});

test('a release that failed runs nowhere: what is gone back from is the one that runs', () => {
  const releases = [release(9, { status: 'failed' }), release(8, { current: true }), release(7)];
  const steps = stepsOf(plan({ ...after(), releases }, 'rollback'));
  expect(requestOf(steps, 'find').body).toEqual({ release: 'id-of-v7' });
});

test('logs asks for lines and whether to follow, of a type or of one dyno', () => {
  const log = (more: object) =>
    requestOf(stepsOf(plan(after(), 'logs', { follow: false, tail: 'all', ...more })), 'logs').body;
  expect(log({})).toEqual({ lines: 1500, tail: false });
  expect(log({ tail: 20, follow: true, process: 'web.1' })).toEqual({ lines: 20, tail: true, dyno: 'web.1' });
  expect(refused(after(), 'logs', { process: 'mail', follow: false, tail: 1 })).toMatchObject({
    code: 'process-unknown',
    name: 'mail',
  });
});

test('run attends a dyno of its own, with the terminal where there is one, and learns the exit code', () => {
  const body = (now: HerokuNow) =>
    requestOf(stepsOf(plan(now, 'run', { command: ['manage.py', 'createsuperuser'] })), 'run').body;
  expect(body(after())).toEqual({
    command: `python manage.py createsuperuser ; echo "\uFFFF heroku-command-exit-status: $?"`,
    attach: true,
    force_no_tty: true,
  });
  const terminal = { TERM: 'xterm', COLUMNS: '80', LINES: '24' };
  expect(body({ ...after(), terminal })).toMatchObject({ attach: true, env: terminal });
  expect(refused(after(), 'run', { command: [] })).toMatchObject({ code: 'command-missing' });
  expect(refused({ ...after(), releases: [] }, 'run', { command: ['x'] })).toMatchObject({ code: 'choice-impossible' });
});

test('destroy says what goes with the app, and wants --delete-data where that is data', () => {
  const pg = { id: 'a', name: 'pg-1', service: 'heroku-postgresql', plan: 'p', state: 'provisioned', configVars: [] };
  const now = {
    ...after(),
    addOns: [
      { ...pg, own: true },
      { ...pg, name: 'of-another', own: false },
    ],
  };
  const missing = wordsFor(refused(now, 'destroy', { deleteData: true }));
  expect(missing.found?.join('\n')).toMatch(/app blog with 1 dyno.*pg-1.*DELETED.*of-another.*only detached/s);
  expect(refused(now, 'destroy', { confirm: 'other', deleteData: true })).toMatchObject({
    code: 'confirm-missing',
    given: 'other',
  });
  expect(refused(now, 'destroy', { confirm: 'blog', deleteData: false })).toMatchObject({ code: 'choice-impossible' });
  const steps = stepsOf(plan(now, 'destroy', { confirm: 'blog', deleteData: true }));
  expect(requestOf(steps, 'remove')).toMatchObject({ method: 'DELETE', url: 'https://api.example/apps/blog' });
  const own = { ...now, addOns: [{ ...pg, own: false }] };
  expect(stepsOf(plan(own, 'destroy', { confirm: 'blog', deleteData: false }))).toHaveLength(1);
});

test('what serves is told after a failure by its version', () => {
  expect(heroku.serving?.(after())).toEqual({ url: app.webUrl, image: 'v4 (Deployed web (4abc))' });
  expect(heroku.serving?.({ ...after(), dynos: [] })).toBeUndefined();
});
