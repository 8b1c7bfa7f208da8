import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import type { Command, Step } from '../../../src/values/step.ts';
import type { FlyNow } from '../../../src/platforms/fly/observe.ts';
import { after, imageOf, nobody, planned, pushOf, refusal } from './observed.ts';
import { planPush } from '../../../src/platforms/fly/push.ts';
import { fresh, outcomeOf } from '../support/observed.ts';
import type { GivenVariables } from '../../../src/values/given-variables.ts';

const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const command = (steps: readonly Step[], id: string): Command => {
  const effect = steps.find((step) => step.id === id)?.effect;
  if (effect?.kind !== 'command') throw new Error(`no command ${id}`);
  return effect;
};
const argv = (steps: readonly Step[], id: string) => command(steps, id).argv.join(' ');

test('a first push creates the app, pushes the image, hands secrets over, deploys by digest and asks the URL', () => {
  const steps = planned(nobody);
  expect(ids(steps)).toEqual(['lock', 'create', 'push', 'secrets', 'deploy', 'answer', 'unlock']);
  expect(argv(steps, 'create')).toBe('flyctl apps create blog --org personal --json');
  expect(argv(steps, 'deploy')).toBe(
    'flyctl deploy -a blog --config fly.toml --image registry.example/blog@{digest} --ha=false --yes --dns-checks=false --smoke-checks=false',
  );
  expect(steps.find(({ id }) => id === 'push')?.effect).toMatchObject({
    image: 'simple-deploy/blog:1',
    credentials: { username: 'x', password: 'fm2_token' },
  });
  expect(steps.find(({ id }) => id === 'answer')?.effect).toMatchObject({ probe: { url: 'https://blog.fly.dev/' } });
});

test('values go by stdin and stand in no argument', () => {
  const steps = planned(nobody, { env: { DATABASE_URL: 'postgres://u:p@db/x', TOKEN: 'hunter2!' } });
  expect(command(steps, 'secrets').stdin).toBe(
    `SECRET_KEY=${fresh.secretKey}\nDATABASE_URL=postgres://u:p@db/x\nTOKEN=hunter2!\n`,
  );
  const all = steps.flatMap(({ effect }) => (effect.kind === 'command' ? effect.argv : []));
  expect(all.join(' ')).not.toMatch(/hunter2|kkkk|postgres:/);
  expect(command(steps, 'deploy').files?.['fly.toml']).not.toMatch(/hunter2|kkkk|postgres:/);
});

test('nothing is created without consent; what would be made and what is billed is told', () => {
  const problem = refusal(nobody, { create: false, database: 'postgres', env: {} });
  const { what, found = [], next } = wordsFor(problem);
  expect(problem.code).toBe('consent-missing');
  expect(what).toContain('nothing was created');
  expect(found.join('\n')).toMatch(
    /app blog.*one machine with 512 MB for the server.*Postgres cluster blog-db \(basic\).*pricing/s,
  );
  expect(next.join()).toContain('--create');
});

test('a configuration that is not read is in the way of a push, which would take away what stands there', () => {
  const problem = refusal({ ...after(), unread: 'fly.yaml' });
  expect(problem).toMatchObject({ code: 'choice-impossible', what: expect.stringContaining('fly.yaml') as string });
  expect(wordsFor(problem).next[0]).toContain('flyctl config save -a blog -c fly.toml');
});

test('an app that stands needs no consent', () => {
  const there = { ...nobody, app: { org: 'personal', host: 'blog.fly.dev' }, orgs: {}, regions: {} };
  expect(ids(planned(there, { create: false }))).toEqual(['lock', 'push', 'secrets', 'deploy', 'answer', 'unlock']);
});

test('nor is a volume made without one', () => {
  const image = imageOf({ database: 'sqlite' });
  const now = after({ image, env: {}, database: 'none' });
  const request = { image, env: {}, database: 'sqlite', create: false } as const;
  expect(refusal(now, request)).toMatchObject({
    code: 'consent-missing',
    creates: ['a volume of 1 GB for SQLite and uploads'],
  });
  const stands = { ...now, volumes: [{ id: 'v1', name: 'data', size: '1 GB' }] };
  expect(ids(planned(stands, request))).toContain('deploy');
});

test('nor a process that is new to an app which runs', () => {
  const image = imageOf({ processes: { worker: ['celery'] } });
  const problem = refusal(after(), { image, create: false });
  expect(problem).toMatchObject({ code: 'consent-missing', creates: ['one machine with 512 MB for worker'] });
  expect(wordsFor(problem).found?.join()).toContain('The machine for worker serves nobody, and runs all the time.');
  expect(ids(planned(after({ image }), { image, create: false, force: true }))).toContain('deploy');
});

test('a database for an app that stands is made after a yes, and nobody is told that the app is missing', () => {
  const there = { ...nobody, app: { org: 'personal', host: 'blog.fly.dev' }, orgs: {}, regions: {} };
  const problem = refusal(there, { create: false, database: 'postgres', env: {} });
  expect(problem).toMatchObject({ code: 'consent-missing', stands: true });
  const { what, found = [] } = wordsFor(problem);
  expect(what).toBe('For blog on Fly.io a push would make what is billed, and nothing was created yet:');
  expect(found.join('\n')).not.toContain('the app blog');
});

test('the same push again does nothing, also with the same variables given again', () => {
  const now = after();
  expect(planned(now)).toEqual([]);
  expect(planned(now, { env: {} })).toEqual([]);
  expect(outcomeOf(planPush(now, pushOf(), fresh))).toMatchObject({ changed: false, data: ['https://blog.fly.dev/'] });
  expect(ids(planned(now, { force: true }))).toContain('deploy');
});

test.each([
  ['another image', { image: imageOf({}, '2') }, []],
  ['another value of a variable', { env: { DATABASE_URL: 'postgres://u:other@db/x' } }, ['secrets']],
  ['a new variable', { env: { ZONE: 'north' } }, ['secrets']],
  ['a variable less', { env: {}, unset: ['DATABASE_URL'], database: 'none' }, ['unset']],
  ['another host name', { hosts: ['blog.example'] }, []],
  ['more workers', { env: { WEB_CONCURRENCY: '6' } }, []],
  ['a process more', { image: imageOf({ processes: { worker: ['celery', '-A', 'shop'] } }) }, []],
] as const)('%s is deployed', (_what, more, secrets) => {
  expect(ids(planned(after(), more))).toEqual(['lock', 'push', ...secrets, 'deploy', 'answer', 'unlock']);
});

test('what was given once stays without being given again', () => {
  const now = after({ hosts: ['blog.example'], env: { DATABASE_URL: 'postgres://u:p@db/x', WEB_CONCURRENCY: '6' } });
  expect(planned(now, { env: {} })).toEqual([]);
});

test('a machine that is unwell, gone or of another release, and a secret that waits, are a reason to deploy', () => {
  const now = after();
  const [machine] = now.machines;
  if (machine === undefined) throw new Error('no machine');
  const bad = { ...machine, checks: [{ name: 'http', status: 'critical', output: 'refused' }] };
  expect(ids(planned({ ...now, machines: [bad] }))).toContain('deploy');
  expect(planned({ ...now, machines: [{ ...bad, state: 'stopped' }] })).toEqual([]);
  expect(ids(planned({ ...now, machines: [] }))).toContain('deploy');
  expect(
    ids(planned({ ...now, machines: [{ ...machine, env: { ...machine.env, SIMPLE_DEPLOY_RELEASE: 'rollback' } }] })),
  ).toContain('deploy');
  expect(ids(planned({ ...now, secrets: now.secrets.map((each) => ({ ...each, staged: true })) }))).toContain('deploy');
});

test('an image that was deployed by other means is no unchanged one, whatever the variables say', () => {
  const now = after();
  const [machine = expect.unreachable()] = now.machines;
  const runs = (image: string) => planned({ ...now, machines: [{ ...machine, image }] });
  expect(machine.env['SIMPLE_DEPLOY_IMAGE']).toBe('sha256:1');
  expect(runs('registry.example/blog@sha256:1')).toEqual([]);
  expect(runs(`registry.example/blog:${machine.env['SIMPLE_DEPLOY_RELEASE']}`)).toEqual([]);
  expect(ids(runs('registry.example/blog@sha256:0'))).toContain('deploy');
  expect(ids(runs('registry.example/blog:deployment-01'))).toContain('deploy');
});

test('a push that another began is waited for, unless nobody works at its release any more', () => {
  const running = { version: 2, status: 'running', image: '', createdAt: '2026-01-01T00:09:00Z' };
  const now = { ...after(), held: true, releases: [running, ...after().releases] };
  expect(refusal(now)).toMatchObject({ code: 'release-under-way', version: 2, since: running.createdAt });
  expect(wordsFor(refusal(now)).next.join()).toMatch(/lets go of the machines by itself.*--force/);
  expect(planned({ ...now, held: false })).toEqual([]);
  expect(ids(planned(now, { force: true }))).toContain('deploy');
  const pending = { ...running, status: 'pending' };
  expect(planned({ ...now, releases: [pending, ...after().releases] })).toEqual([]);
});

test('so is one by the same engine; the lock of a process that is gone is taken over', () => {
  const holder = { host: 'ci', pid: 7, since: '2026-01-01T00:09:00Z' };
  expect(refusal({ ...after(), lock: { holder, gone: false } }, { force: true })).toMatchObject({
    code: 'app-locked',
    pid: 7,
  });
  const steps = planned({ ...after(), lock: { holder, gone: true } }, { force: true });
  expect(ids(steps).slice(0, 2)).toEqual(['break-lock', 'lock']);
  expect(steps[0]?.why).toContain('Process 7');
});

test('an image for another machine, and one without the driver, are refused', () => {
  expect(refusal(nobody, { image: { ...imageOf(), osArch: 'linux/arm64' } }).code).toBe('image-for-other-machine');
  expect(refusal(nobody, { image: imageOf({ database: 'sqlite' }), database: 'postgres' }).code).toBe(
    'image-lacks-database',
  );
});

test('what is demanded hangs on what is given', () => {
  const url = { DATABASE_URL: 'postgres://u:p@db/x' };
  const demandedWith = ({ values }: GivenVariables) => (values['STAGE'] === 'staging' ? [] : ['API_KEY']);
  const image = { ...imageOf(), demandedWith };
  expect(refusal(nobody, { image, env: { STAGE: 'live', ...url } })).toMatchObject({ names: ['API_KEY'] });
  expect(planned(nobody, { image, env: { STAGE: 'staging', ...url } })).not.toEqual([]);
});

test('variables that the settings demand are asked for, as far as the app has none', () => {
  const image = { ...imageOf(), demands: ['API_KEY', 'SECRET_KEY', 'DATABASE_URL'] };
  expect(refusal(nobody, { image })).toMatchObject({ code: 'variables-missing', names: ['API_KEY'] });
  const now = { ...after(), secrets: [...after().secrets, { name: 'API_KEY', staged: false }] };
  expect(planned(now, { image, force: true })).not.toEqual([]);
  expect(refusal(now, { image, unset: ['API_KEY'] })).toMatchObject({ names: ['API_KEY'] });
  const redis = imageOf({ services: { redis: ['REDIS_URL', 'CELERY_BROKER_URL'] } });
  expect(refusal(nobody, { image: redis })).toMatchObject({ names: ['REDIS_URL'] });
  const env = { DATABASE_URL: 'postgres://u:p@db/x', REDIS_URL: 'redis://:pw@cache/0' };
  const given = command(planned(nobody, { image: redis, env }), 'secrets').stdin;
  expect(given).toContain('CELERY_BROKER_URL=redis://:pw@cache/0');
});

test.each([
  ['PORT', '8000'],
  ['FLY_REGION', 'choose another'],
  ['SIMPLE_DEPLOY_HOSTS', '--host'],
])('the variable %s is the platform’s', (name, use) => {
  const problem = refusal(nobody, { env: { [name]: '1' } });
  expect(problem).toMatchObject({ code: 'variable-reserved', name });
  expect(wordsFor(problem).next.join()).toContain(use);
});

test('a release step that failed needs no way back, a machine that does not get well does', () => {
  const deploy = (now: FlyNow) => planned(now, { force: true }).find(({ id }) => id === 'deploy');
  const ofRelease = (now: FlyNow) =>
    deploy(now)?.means?.flatMap((each) =>
      'failure' in each && each.failure === 'release-failed' ? (each.advice ?? []) : [],
    );
  expect(ofRelease(after())?.join()).toMatch(/simple-deploy logs.*serves on: nothing has to be rolled back/);
  expect(ofRelease(nobody)?.join()).not.toContain('serves on');
  expect(deploy(after())?.advice?.join()).toContain('simple-deploy rollback --to fly --app blog');
  expect(deploy(nobody)?.advice?.join()).not.toContain('rollback');
});

test('why an image is deployed says when the release step runs', () => {
  const why = (more: object) => planned(nobody, more).find(({ id }) => id === 'deploy')?.why;
  expect(why({})).toContain('runs the release step, puts the image');
  expect(why({ image: imageOf({ database: 'sqlite' }), env: {}, database: 'sqlite' })).toContain('before it serves');
  expect(why({ image: imageOf({ release: { migrate: false, commands: [] } }) })).not.toContain('release step');
});

test('organisation and region are asked for where there are several', () => {
  const now = { ...nobody, orgs: { personal: 'Me', team: 'Team' } };
  const { region: _region, ...request } = pushOf();
  const problem = refusal(now, { ...request, region: undefined } as never);
  expect(problem).toMatchObject({ code: 'choices-missing', choices: [{ option: '--org' }, { option: '--region' }] });
  expect(ids(planned({ ...now, chosen: { org: 'team', region: 'iad' } }, { region: undefined } as never))).toContain(
    'create',
  );
  expect(refusal(nobody, { region: 'mars' })).toMatchObject({ code: 'option-value', option: '--region' });
});
