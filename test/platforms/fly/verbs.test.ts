import { expect, test } from 'vitest';
import { fly } from '../../../src/platforms/fly/index.ts';
import type { FlyNow } from '../../../src/platforms/fly/observe.ts';
import type { Request } from '../../../src/platforms/types.ts';
import { wordsFor } from '../../../src/messages.ts';
import type { StepResult } from '../../../src/values/step.ts';
import { fresh, outcomeOf, stepsOf } from '../support/observed.ts';
import { after, imageOf, nobody } from './observed.ts';
import { problemOf } from '../../support/problem-of.ts';

const target = { app: 'blog', appNamed: true };
const plan = (now: FlyNow, request: object) => fly.plan(now, { ...target, ...request } as Request, fresh);
const commands = (now: FlyNow, request: object) =>
  stepsOf(plan(now, request)).flatMap(({ effect }) => (effect.kind === 'command' ? [effect.argv.join(' ')] : []));
const refused = (now: FlyNow, request: object) => problemOf(() => plan(now, request));
const release = (version: number, status: string, image: string) => ({ version, status, image, createdAt: 'then' });
const machine = after().machines[0] ?? expect.unreachable();

test.each(['status', 'open', 'logs', 'run', 'rollback', 'destroy'])(
  '%s of an app that is not there says so',
  (verb) => {
    const request = { verb, follow: false, tail: 'all', command: ['true'], confirm: 'blog', deleteData: false };
    expect(refused(nobody, request)).toMatchObject({ code: 'app-absent', platform: 'fly' });
  },
);

test.each(['run', 'logs'])(
  '%s of an app to which nothing was deployed says that, and not that it is missing',
  (verb) => {
    const request = { verb, follow: false, tail: 'all', command: ['true'], process: 'worker' };
    const problem = refused({ ...after(), machines: [] }, request);
    expect(problem).toMatchObject({
      code: 'choice-impossible',
      what: expect.stringContaining('nothing was deployed') as string,
    });
    expect(wordsFor(problem).next.join()).toBe('simple-deploy push --to fly --app blog');
  },
);

test('open tells the address, status what runs and how it is', () => {
  expect(outcomeOf(plan(after(), { verb: 'open' })).urls).toEqual(['https://blog.fly.dev/']);
  const bad = { ...machine, checks: [{ name: 'http', status: 'critical', output: 'refused\nmore' }] };
  const { facts } = outcomeOf(plan({ ...after(), machines: [bad] }, { verb: 'status' }));
  expect(facts).toContainEqual({ name: 'Machine machine-app', value: 'app, started in fra, http critical: refused' });
  expect(facts).toContainEqual({ name: 'Secrets', value: 'SECRET_KEY, DATABASE_URL' });
});

test('rollback deploys the newest good image that is another one, without a migration', () => {
  const releases = [
    release(4, 'failed', 'r/blog@sha256:4'),
    release(3, 'complete', 'r/blog@sha256:3'),
    release(2, 'complete', 'r/blog@sha256:2'),
  ];
  const [deploy] = commands({ ...after(), releases }, { verb: 'rollback' });
  expect(deploy).toContain('--image r/blog@sha256:3 --env SIMPLE_DEPLOY_RELEASE=rollback --skip-release-command');
  const same = [release(5, 'complete', 'r/blog@sha256:3'), ...releases.slice(1)];
  expect(commands({ ...after(), releases: same }, { verb: 'rollback' })[0]).toContain('@sha256:2');
  expect(refused({ ...after(), releases: releases.slice(2) }, { verb: 'rollback' }).code).toBe('nothing-before');
  expect(outcomeOf(plan({ ...after(), releases }, { verb: 'rollback' })).notes).toEqual([
    { code: 'note-schema-stays', to: 'fly' },
  ]);
});

test('rollback after a release that reached no machine says that there is nothing to go back from', () => {
  const releases = [release(3, 'failed', 'r/blog@sha256:3'), release(2, 'complete', 'r/blog@sha256:2')];
  const on = (image: string) => ({ ...after(), releases, machines: [{ ...machine, image }] });
  const none = plan(on('r/blog@sha256:2'), { verb: 'rollback' });
  expect(stepsOf(none)).toEqual([]);
  expect(outcomeOf(none)).toMatchObject({
    changed: false,
    notes: [{ what: expect.stringMatching(/Release 3 \(failed\) reached no machine.*release 2 serves/) as string }],
  });
  expect(commands(on('r/blog@sha256:3'), { verb: 'rollback' })[0]).toContain('@sha256:2');
  expect(commands({ ...on('x'), machines: [] }, { verb: 'rollback' })[0]).toContain('@sha256:2');
});

test('rollback does not come between a push and its release', () => {
  const releases = [release(3, 'running', 'r/blog@sha256:3'), release(2, 'complete', 'r/blog@sha256:2')];
  const now = { ...after(), held: true, releases };
  expect(refused(now, { verb: 'rollback' })).toMatchObject({ code: 'release-under-way', version: 3 });
  expect(commands({ ...now, held: false }, { verb: 'rollback' })[0]).toContain('@sha256:2');
  const holder = { host: 'ci', pid: 7, since: 'then' };
  const locked = { ...now, held: false, lock: { holder, gone: false } };
  expect(refused(locked, { verb: 'rollback' })).toMatchObject({ code: 'app-locked', pid: 7 });
});

test('run starts a machine that sleeps, and gives output and exit code of the command', () => {
  const asleep = { ...after(), machines: [{ ...machine, state: 'stopped' }] };
  const request = { verb: 'run', command: ['manage.py', 'shell', '-c', "print('x')"] };
  expect(commands(asleep, request)).toEqual([
    'flyctl machine start machine-app -a blog',
    String.raw`flyctl machine exec machine-app sh -c 'cd -P /app && exec python manage.py shell -c "print('\''x'\'')"' -a blog --json`,
  ]);
  const ran = plan(after(), request);
  const result = { id: 'run', output: '{"exit_code":3,"stdout":"out\\n","stderr":"err\\n"}' } as StepResult;
  expect('outcome' in ran && ran.outcome([result])).toMatchObject({ data: ['out\nerr'], exitCode: 3 });
});

test('run has the terminal where there is one', () => {
  const [step] = stepsOf(
    plan({ ...after(), terminal: true }, { verb: 'run', command: ['manage.py', 'createsuperuser'] }),
  );
  expect(step?.effect).toMatchObject({
    argv: expect.arrayContaining([
      'ssh',
      '--pty',
      '-C',
      "sh -c 'cd -P /app && exec python manage.py createsuperuser'",
    ]) as string[],
    output: 'terminal',
  });
});

test('logs of all, of a process, to the end or the last lines', () => {
  const now = after({ image: imageOf({ processes: { worker: ['celery'] } }) });
  const logs = (more: object) => ({ verb: 'logs', follow: false, tail: 'all', ...more });
  expect(commands(now, logs({}))).toEqual(['flyctl logs -a blog --no-tail']);
  expect(commands(now, logs({ follow: true }))).toEqual(['flyctl logs -a blog']);
  expect(commands(now, logs({ process: 'worker' }))).toEqual([
    'flyctl logs -a blog --machine machine-worker --no-tail',
  ]);
  expect(refused(now, logs({ process: 'beat' }))).toMatchObject({ code: 'process-unknown', known: ['app', 'worker'] });
  expect(stepsOf(plan(now, logs({ tail: 5 })))[0]?.effect).toMatchObject({ output: 'data', lastLines: 5 });
});

test('destroy wants the name, keeps Postgres, and takes a volume only with --delete-data', () => {
  const destroy = (more: object) => ({ verb: 'destroy', deleteData: false, confirm: 'blog', ...more });
  const now = { ...after(), clusters: [{ id: 'c1', name: 'blog-db' }] };
  expect(refused(now, destroy({ confirm: undefined }))).toMatchObject({ code: 'confirm-missing' });
  expect(commands(now, destroy({}))).toEqual(['flyctl apps destroy blog --yes']);
  expect(outcomeOf(plan(now, destroy({}))).notes).toMatchObject([{ code: 'note-elsewhere-kept' }]);
  expect(commands(now, destroy({ deleteData: true }))).toEqual([
    'flyctl apps destroy blog --yes',
    'flyctl mpg destroy c1 --yes',
  ]);
  expect(wordsFor(refused(now, destroy({ confirm: undefined, deleteData: true }))).next).toEqual([
    'simple-deploy destroy --to fly --confirm blog --delete-data',
  ]);
  const bare = refused({ ...now, secrets: [] }, destroy({ confirm: undefined }));
  expect(wordsFor(bare).found?.join()).toMatch(/app blog with 1 machine,/);
  const withVolume = { ...now, volumes: [{ id: 'v1', name: 'data', size: '1 GB' }] };
  expect(refused(withVolume, destroy({}))).toMatchObject({ code: 'choice-impossible' });
  expect(commands(withVolume, destroy({ deleteData: true }))).toHaveLength(2);
});

test('destroy says when it cannot see whether a cluster stands, and does not delete data half', () => {
  const clustersFailed = {
    code: 'platform-question-failed',
    platform: 'Fly.io',
    command: 'mpg list',
    log: [],
  } as const;
  const { clusters: _clusters, ...blind } = { ...after(), clustersFailed };
  const destroy = (more: object) => ({ verb: 'destroy', deleteData: false, confirm: 'blog', ...more });
  expect(outcomeOf(plan(blind, destroy({}))).notes).toMatchObject([
    { code: 'note-elsewhere-kept', what: expect.stringContaining('could not be seen') as string },
  ]);
  expect(refused(blind, destroy({ deleteData: true })).code).toBe('platform-question-failed');
  const none = {
    ...blind,
    ...after({ env: {}, image: imageOf({ database: 'none' }), database: 'none' }),
    clustersFailed,
  };
  expect(outcomeOf(plan(none, destroy({ deleteData: true }))).notes).toEqual([]);
});

test('what serves is told only when a good release does', () => {
  const now = after();
  expect(fly.serving?.(now)).toEqual({ url: 'https://blog.fly.dev/', image: machine.image });
  expect(fly.serving?.({ ...now, releases: [release(2, 'failed', machine.image)] })).toBeUndefined();
  expect(fly.serving?.({ ...now, machines: [{ ...machine, state: 'stopped' }] })).toBeUndefined();
  const unwell = { ...machine, checks: [{ name: 'http', status: 'critical', output: '' }] };
  expect(fly.serving?.({ ...now, machines: [unwell] })).toBeUndefined();
  expect(fly.serving?.({ ...now, machines: [{ ...machine, version: 2 }] })).toBeUndefined();
});
