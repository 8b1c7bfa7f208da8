import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import { planPush } from '../../../src/platforms/heroku/push.ts';
import type { Step } from '../../../src/values/step.ts';
import { imageOf } from '../fly/observed.ts';
import { fresh, outcomeOf } from '../support/observed.ts';
import { after, app, nobody, planned, pushOf, refusal, release, requestOf } from './observed.ts';
import type { GivenVariables } from '../../../src/values/given-variables.ts';

const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);
const served = ['release', 'find', 'phase', 'boot', 'answer', 'unlock'];
const begun = ['release', 'find', 'phase', 'start', 'boot', 'answer', 'unlock'];
const worker = { worker: ['celery', '-A', 'shop', 'worker'] };

test('a first push makes the app, pushes the image, sets config vars once, releases by digest and asks the address', () => {
  const steps = planned(nobody);
  expect(ids(steps)).toEqual(['lock', 'create', 'push', 'variables', ...begun]);
  expect(requestOf(steps, 'start').body).toEqual({ updates: [{ type: 'web', quantity: 1 }] });
  expect(requestOf(steps, 'create')).toMatchObject({
    method: 'POST',
    url: 'https://api.example/apps',
    headers: { accept: 'application/vnd.heroku+json; version=3', authorization: 'Bearer HRKU-token' },
    body: { name: 'blog', stack: 'container' },
  });
  const step = steps.find(({ id }) => id === 'answer');
  expect(step).toMatchObject({ uses: { 'address of the new app': { step: 'create', at: ['web_url'] } } });
  expect(step?.effect).toMatchObject({ probe: { kind: 'url', url: '{address of the new app}' } });
});

test('each process type is the same image with another command, and is released by the digest that the registry has', () => {
  const steps = planned(nobody, { image: imageOf({ processes: worker }) });
  expect(steps.find(({ id }) => id === 'push')?.effect).toMatchObject({
    image: 'simple-deploy/blog:1',
    destination: 'registry.example/blog/web:latest',
    format: 'docker',
    credentials: { username: '_', password: 'HRKU-token' },
    variants: [
      { destination: 'registry.example/blog/worker:latest', command: worker.worker },
      { destination: 'registry.example/blog/release:latest', command: ['python', '-m', 'simple_deploy', 'release'] },
    ],
  });
  const step = steps.find(({ id }) => id === 'release');
  expect(requestOf(steps, 'release')).toMatchObject({
    method: 'PATCH',
    headers: { accept: 'application/vnd.heroku+json; version=3.docker-releases' },
    body: {
      updates: [
        { type: 'web', docker_image: '{image of web}' },
        { type: 'worker', docker_image: '{image of worker}' },
        { type: 'release', docker_image: '{image of release}' },
      ],
    },
  });
  expect(step?.uses).toEqual({
    'image of web': { step: 'push', at: ['configDigest'] },
    'image of worker': { step: 'push', at: ['variants', '0', 'configDigest'] },
    'image of release': { step: 'push', at: ['variants', '1', 'configDigest'] },
  });
});

test('a server that was scaled to no dyno is not asked for an answer', () => {
  const now = { ...after(), formation: [{ type: 'web', quantity: 0, size: 'Basic', untouched: false }] };
  expect(ids(planned(now))).toEqual(['lock', 'push', 'release', 'find', 'phase', 'unlock']);
});

test('a release phase that finds no PostGIS is told how the database gets it, and that nothing was put into service', () => {
  const phase = planned(nobody).find(({ id }) => id === 'phase');
  expect(phase?.means?.find((each) => 'failure' in each)).toMatchObject({
    failure: 'postgis-missing',
    advice: expect.arrayContaining([
      'Heroku Postgres: heroku pg:psql --app blog --command "CREATE EXTENSION postgis"',
      'Nothing was put into service.',
    ]) as string[],
  });
});

test('an app in maintenance is not asked for an answer, and that is said', () => {
  const now = { ...after(), app: { ...app, isMaintained: true } };
  expect(ids(planned(now))).toEqual(['lock', 'push', 'release', 'find', 'phase', 'boot', 'unlock']);
  const { notes } = outcomeOf(planPush(now, pushOf(), fresh));
  expect(JSON.stringify(notes)).toContain('heroku maintenance:off --app blog');
});

test('the same push again sets nothing and leaves it to Heroku whether there is anything new', () => {
  const now = after();
  expect(ids(planned(now, { create: false, env: {} }))).toEqual(['lock', 'push', ...served]);
  const plan = planPush(now, pushOf({ env: {} }), fresh);
  const found = (version: number) => [
    {
      id: 'find',
      title: '',
      why: '',
      outcome: 'done' as const,
      startedAt: 0,
      ms: 0,
      output: `[{"version":${version}}]`,
    },
  ];
  expect('outcome' in plan && plan.outcome(found(4))).toMatchObject({ changed: false, data: [app.webUrl] });
  expect('outcome' in plan && plan.outcome(found(5))).toMatchObject({ changed: true });
});

test.each([
  [
    'a value of a variable',
    { env: { DATABASE_URL: 'postgres://u:other@db/x' } },
    { DATABASE_URL: 'postgres://u:other@db/x' },
  ],
  ['a new variable', { env: { ZONE: 'north' } }, { ZONE: 'north' }],
  ['a variable less', { env: {}, unset: ['ZONE'] }, { ZONE: null }],
  ['a host name', { env: {}, hosts: ['blog.example'] }, { SIMPLE_DEPLOY_HOSTS: `${app.webUrl},blog.example` }],
] as const)('%s alone is told to Heroku in one request', (what, more, body) => {
  const now = { ...after(), ...(what === 'a variable less' && { config: { ...after().config, ZONE: 'x' } }) };
  const steps = planned(now, more);
  expect(requestOf(steps, 'variables')).toMatchObject({
    method: 'PATCH',
    url: 'https://api.example/apps/blog/config-vars',
    body,
  });
  expect(ids(steps)).toContain('settle');
});

test('Heroku gives 30 s to stop whatever is asked for, and the image is told so', () => {
  const env = { DATABASE_URL: 'postgres://u:p@db/x', SIMPLE_DEPLOY_STOP_SECONDS: '90' };
  const { config } = after({ env });
  expect(config['SIMPLE_DEPLOY_STOP_SECONDS']).toBe('30');
});

test('own domains of the app are hosts of the site, and names that were given stay', () => {
  const now = { ...after({ hosts: ['a.example'] }), domains: ['www.blog.example'] };
  expect(requestOf(planned(now), 'variables').body).toEqual({
    SIMPLE_DEPLOY_HOSTS: `${app.webUrl},www.blog.example,a.example`,
  });
});

test('no value and no token stands in a title, a reason or the log of a step', () => {
  const steps = planned(nobody, { env: { DATABASE_URL: 'postgres://u:hunter2@db/x', TOKEN: 'hunter3' } });
  const told = steps.map(({ title, why }) => title + why).join('\n');
  expect(told).toContain('TOKEN');
  expect(told).not.toMatch(/hunter|kkkk|HRKU/);
});

test('after a release that failed, and with --force, the same image is pushed under another digest', () => {
  const now = after();
  const mark = (steps: readonly Step[]) =>
    (steps.find(({ id }) => id === 'push')?.effect as { mark?: string } | undefined)?.mark;
  expect(mark(planned(now))).toBeUndefined();
  const failed = { ...now, releases: [release(5, { status: 'failed' }), ...now.releases] };
  expect(mark(planned(failed))).toBe('after v5');
  const mended = { ...now, releases: [release(6, { current: true }), ...failed.releases] };
  expect(mark(planned(mended))).toBe('after v5');
  expect(mark(planned(now, { force: true }))).toBe(fresh.id);
});

test('a release that somebody else began is waited for, unless it was broken off', () => {
  const pending = release(5, { status: 'pending', createdAt: '2026-01-01T00:09:00Z' });
  const now = { ...after(), releases: [pending, ...after().releases] };
  expect(refusal(now)).toMatchObject({ code: 'release-under-way', version: 5, platform: 'Heroku' });
  expect(ids(planned(now, { force: true }))).toContain('release');
  expect(ids(planned({ ...now, at: Date.parse('2026-01-01T02:00:00Z') }))).toContain('release');
  const holder = { host: 'ci', pid: 7, since: '2026-01-01T00:09:00Z' };
  expect(refusal({ ...after(), lock: { holder, gone: false } })).toMatchObject({ code: 'app-locked', pid: 7 });
});

test('nothing is made without consent; what would be made, and what it costs by Heroku’s own word, is told', () => {
  const problem = refusal(nobody, { create: false, database: 'postgres', env: {}, org: 'crew', region: 'eu' });
  const { what, found = [], next } = wordsFor(problem);
  expect(problem.code).toBe('consent-missing');
  expect(what).toContain('nothing was created');
  expect(found.join('\n')).toMatch(
    /app blog of the team crew, in the region eu.*dyno for web.*essential-0, \$5 a month.*pricing/s,
  );
  expect(next.join()).toContain('--create');
  const steps = planned(nobody, { org: 'crew', region: 'eu' });
  expect(requestOf(steps, 'create')).toMatchObject({
    url: 'https://api.example/teams/apps',
    body: { name: 'blog', stack: 'container', region: 'eu', team: 'crew' },
  });
  expect(refusal(nobody, { region: 'mars' })).toMatchObject({ code: 'option-value', option: '--region' });
});

test('a name that is somebody else’s, and a token that ends on the way, have words', () => {
  const { means = [] } = planned(nobody).find(({ id }) => id === 'create') ?? {};
  expect(means.find((each) => 'says' in each)).toMatchObject({
    says: 'already taken',
    problem: { code: 'app-name-elsewhere' },
  });
  const asked = planned(nobody).filter(({ effect }) => effect.kind === 'api' || effect.kind === 'watch');
  for (const step of asked)
    expect(step.means?.[0]).toMatchObject({ status: 401, problem: { code: 'platform-login-missing' } });
});

test('variables that the settings demand are asked for, as far as the app has none', () => {
  const image = { ...imageOf(), demands: ['API_KEY', 'SECRET_KEY', 'DATABASE_URL'] };
  expect(refusal(nobody, { image })).toMatchObject({ code: 'variables-missing', names: ['API_KEY'] });
  const now = { ...after(), config: { ...after().config, API_KEY: 'x' } };
  expect(planned(now, { image })).not.toEqual([]);
  expect(refusal(now, { image, unset: ['API_KEY'] })).toMatchObject({ names: ['API_KEY'] });
});

test('what is demanded hangs on what is given, and on what the app has', () => {
  const url = { DATABASE_URL: 'postgres://u:p@db/x' };
  const demandedWith = ({ values, names }: GivenVariables) =>
    values['STAGE'] === 'staging' || names.includes('EASY') ? ['STAGE'] : ['API_KEY', 'STAGE'];
  const image = { ...imageOf(), demandedWith };
  const has = (config: object) => ({ ...after(), config: { ...after().config, ...config } });
  expect(refusal(nobody, { image, env: { STAGE: 'live', ...url } })).toMatchObject({ names: ['API_KEY'] });
  expect(planned(nobody, { image, env: { STAGE: 'staging', ...url } })).not.toEqual([]);
  expect(refusal(has({ STAGE: 'live' }), { image })).toMatchObject({ names: ['API_KEY'] });
  expect(planned(has({ STAGE: 'staging' }), { image })).not.toEqual([]);
  expect(planned(has({ STAGE: 'live', EASY: '1' }), { image })).not.toEqual([]);
  expect(refusal(has({ STAGE: 'staging' }), { image, env: { STAGE: 'live', ...url } })).toMatchObject({
    names: ['API_KEY'],
  });
});

test('a Redis that is needed is asked for, with the commands that add one; its REDIS_URL is enough', () => {
  const image = imageOf({ services: { redis: ['CELERY_BROKER_URL'] } });
  const problem = refusal(nobody, { image });
  expect(problem).toMatchObject({ code: 'variables-missing', names: ['CELERY_BROKER_URL'] });
  expect(wordsFor(problem).next.join('\n')).toMatch(
    /heroku apps:create blog --stack container\nheroku addons:create heroku-redis --app blog/,
  );
  const now = { ...after(), config: { ...after().config, REDIS_URL: 'rediss://:p@h:1' } };
  expect(planned(now, { image })).not.toEqual([]);
  const demanded = { ...image, demands: ['CELERY_BROKER_URL'] };
  expect(refusal(now, { image: demanded })).toMatchObject({ names: ['CELERY_BROKER_URL'] });
});

test.each(['PORT', 'DYNO', 'HEROKU_APP_NAME', 'SIMPLE_DEPLOY_HOSTS'])('the variable %s is the platform’s', (name) => {
  expect(refusal(nobody, { env: { [name]: '1' } })).toMatchObject({ code: 'variable-reserved', name });
});

test('an image for another machine, and a process that Heroku cannot name, are refused', () => {
  expect(refusal(nobody, { image: { ...imageOf(), osArch: 'linux/arm64' } }).code).toBe('image-for-other-machine');
  expect(refusal(nobody, { image: imageOf({ processes: { 'a.b': ['x'] } }) }).code).toBe('choice-impossible');
});
