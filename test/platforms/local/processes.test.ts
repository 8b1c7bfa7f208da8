import { describe, expect, test } from 'vitest';
import { planLogs } from '../../../src/platforms/local/run.ts';
import { planRollback } from '../../../src/platforms/local/rollback.ts';
import { planStatus } from '../../../src/platforms/local/look.ts';
import { planDestroy } from '../../../src/platforms/local/destroy.ts';
import type { StepResult } from '../../../src/values/step.ts';
import { after, fresh, ids, image, nothing, outcomeOf, planned, pushOf, specIn, stepsOf } from '../support/observed.ts';
import { problemOf } from '../../support/problem-of.ts';

const worker = ['celery', '-A', 'blog', 'worker'];
const processes = { worker, beat: ['celery', '-A', 'blog', 'beat'] };
const with2 = (tag: string) => image(tag, 'sqlite', { processes });
const target = { app: 'blog', appNamed: true } as const;
const between = (all: readonly string[], from: string, to: string) => all.slice(all.indexOf(from), all.indexOf(to) + 1);

describe('processes of an image', () => {
  const first = pushOf({ image: with2('1') });

  test('are started after the release step and the proof, and have to stay before the server is switched', () => {
    expect(between(ids(planned(nothing, first)), 'release', 'unlock')).toEqual([
      'release',
      'proof-create',
      'proof-start',
      'proof-health',
      'proof-page',
      'proof-end',
      'create',
      'create-worker',
      'create-beat',
      'start-worker',
      'start-beat',
      'stays-worker',
      'stays-beat',
      'start',
      'serve',
      'rename',
      'rename-worker',
      'rename-beat',
      'live-page',
      'still-worker',
      'still-beat',
      'unlock',
    ]);
  });

  test('have the image, the variables and the volume of the server, and no port', () => {
    const plan = planned(nothing, { ...first, env: { GREETING: 'hello' } });
    const [server, spec] = [specIn(plan, 'create'), specIn(plan, 'create-worker')];
    expect(spec).toMatchObject({ command: worker, ports: [], restart: 'unless-stopped', confined: true });
    expect([spec.image, spec.env, spec.volumes]).toEqual([server.image, server.env, server.volumes]);
    expect(spec.name).toBe('simple-deploy-blog-process.worker.next');
  });

  test('of the release before stand still before the database is migrated, and go when the new ones stay', () => {
    const order = ids(planned(after(first), { image: with2('2') }));
    const early = ['start-worker', 'start-beat', 'stays-worker', 'stays-beat'];
    expect(between(order, 'create-beat', 'release')).toEqual([
      'create-beat',
      'stop-worker',
      'stop-beat',
      ...early,
      'stop',
      'keep-database',
      'release',
    ]);
    expect(between(order, 'serve', 'rename-beat')).toEqual([
      'serve',
      ...early.map((id) => `${id}-after`),
      'remove-old',
      'rename',
      'remove-old-worker',
      'remove-old-beat',
      'rename-worker',
      'rename-beat',
    ]);
  });

  test('start before the server is switched where nothing is migrated while nothing runs', () => {
    const conditions = (now: Parameters<typeof planned>[0], more = {}) =>
      stepsOf(planned(now, { image: with2('2'), ...more })).flatMap(({ id, ifFailed, ifPassed }) =>
        /^st(art|ays)-worker/.test(id) ? [[id, ifPassed, ifFailed]] : [],
      );
    expect(conditions(after(first))).toEqual([
      ['start-worker', 'rehearsal-check', undefined],
      ['stays-worker', 'rehearsal-check', undefined],
      ['start-worker-after', undefined, 'rehearsal-check'],
      ['stays-worker-after', undefined, 'rehearsal-check'],
    ]);
    const server = { image: image('2', 'postgres', { processes }), database: 'postgres' } as const;
    const before = after(pushOf({ ...server, image: image('1', 'postgres', { processes }) }));
    expect(conditions(before, server)).toEqual([
      ['start-worker', undefined, undefined],
      ['stays-worker', undefined, undefined],
    ]);
  });

  test('are looked at once more when the push is nearly done; one that died late is told', () => {
    const plan = planned(nothing, first);
    if ('cannot' in plan) throw new Error(plan.cannot.code);
    const died = {
      id: 'still-beat',
      title: '',
      outcome: 'failed',
      reason: 'it ended with exit code 1',
      startedAt: 0,
      ms: 0,
    };
    const { notes } = plan.outcome([died as StepResult]);
    expect(notes.filter(({ code }) => code === 'note-process-dies')).toEqual([
      { code: 'note-process-dies', process: 'beat', reason: 'it ended with exit code 1', app: 'blog' },
    ]);
    expect(outcomeOf(plan).notes.map(({ code }) => code)).not.toContain('note-process-dies');
  });

  test('have a way back to those before at every step that may fail', () => {
    const steps = stepsOf(planned(after(first), { image: with2('2') }));
    const undoOf = (id: string) => steps.find((step) => step.id === id)?.undo;
    expect(undoOf('stop-worker')).toMatchObject([
      { call: 'start-container', name: 'simple-deploy-blog-process.worker' },
    ]);
    expect(undoOf('start-worker')).toMatchObject([
      { call: 'remove-container', name: 'simple-deploy-blog-process.worker.next' },
    ]);
    expect(steps.find(({ id }) => id === 'stays-worker')).toMatchObject({
      failure: 'process-failed',
      logOf: 'simple-deploy-blog-process.worker.next',
    });
  });

  test('that the new image has no more are stopped and removed', () => {
    const order = ids(planned(after(first), { image: image('2', 'sqlite', { processes: { worker } }) }));
    expect(order).toContain('stop-beat');
    expect(order).toContain('remove-old-beat');
    expect(order).not.toContain('create-beat');
  });

  test('are part of what makes a release another one; one that stands still is a change', () => {
    const now = after(first);
    const outcome = (more: object, there = now) => outcomeOf(planned(there, { image: with2('1'), ...more })).changed;
    expect(outcome({})).toBe(false);
    expect(outcome({ image: image('1', 'sqlite', { processes: { worker } }) })).toBe(true);
    const stopped = now.processes.map((each, index) =>
      index === 0 ? { ...each, status: 'restarting' as const } : each,
    );
    expect(outcome({}, { ...now, processes: stopped })).toBe(true);
    expect(outcome({}, { ...now, processes: now.processes.slice(1) })).toBe(true);
  });

  test('go back with a rollback to those of the image before', () => {
    const now = { ...after(pushOf({ image: with2('2') }), after(pushOf())), beforeStands: true };
    const none = ids(planRollback({ ...now, beforeLabels: {} }, { ...target, verb: 'rollback' }, fresh));
    expect(none).toContain('stop-worker');
    expect(none).not.toContain('create-worker');
    const beforeLabels = { 'simple-deploy.processes': JSON.stringify({ clock: ['python', 'clock.py'] }) };
    expect(ids(planRollback({ ...now, beforeLabels }, { ...target, verb: 'rollback' }, fresh))).toContain(
      'create-clock',
    );
  });

  test('are told by status, their logs by name, and go with the app', () => {
    const now = after(first);
    const facts = outcomeOf(planStatus(now, { ...target, verb: 'status' })).facts;
    expect(facts).toContainEqual({
      name: 'Process worker',
      value: 'running, since 2026-01-01 00:00:01 UTC (2 minutes ago)',
    });
    const logs = (process: string) =>
      stepsOf(planLogs(now, { ...target, verb: 'logs', follow: false, tail: 'all', process }))[0]?.effect;
    expect(logs('beat')).toMatchObject({ name: 'simple-deploy-blog-process.beat' });
    expect(logs('web')).toMatchObject({ name: 'simple-deploy-blog-web' });
    expect(problemOf(() => logs('bea'))).toMatchObject({ code: 'process-unknown', known: ['web', 'worker', 'beat'] });
    const gone = ids(planDestroy(now, { ...target, verb: 'destroy', confirm: 'blog', deleteData: false }, fresh));
    expect(gone).toContain('remove-container-simple-deploy-blog-process.worker');
  });

  test('a web of the person’s own is the image’s command and no process beside it', () => {
    const own = image('1', 'sqlite', { processes: { web: ['sh', '-c', 'exec daphne'] } });
    expect(ids(planned(nothing, { image: own }))).not.toContain('create-web');
  });
});

describe('Redis', () => {
  const services = {
    redis: ['REDIS_URL', 'CELERY_BROKER_URL', 'SHOP_REDIS_HOST', 'SHOP_REDIS_PASSWORD', 'REDIS_PORT'],
  };
  const needing = (tag: string) => image(tag, 'sqlite', { services });
  const url = `redis://:${fresh.password}@redis:6379/0`;

  test('is started before anything of the app, with a password and a volume', () => {
    const plan = planned(nothing, { image: needing('1') });
    expect(between(ids(plan), 'data', 'release')).toEqual([
      'data',
      'database-network',
      'redis-image',
      'redis-volume',
      'redis-create',
      'redis-start',
      'redis-ready',
      'release',
    ]);
    const spec = specIn(plan, 'redis-create');
    expect(spec).toMatchObject({ image: 'redis:7', volumes: { '/data': 'simple-deploy-blog-redis' }, alias: 'redis' });
    expect(JSON.stringify(spec.command)).not.toContain(fresh.password);
    expect(outcomeOf(plan).notes.map(({ code }) => code)).toContain('note-redis');
  });

  test('is told to the app under every name that the settings read, and to its processes', () => {
    const { env, network } = specIn(planned(nothing, { image: needing('1') }), 'create');
    expect(network).toBe('simple-deploy-blog-network');
    expect(env).toMatchObject({
      REDIS_URL: url,
      CELERY_BROKER_URL: url,
      SHOP_REDIS_HOST: 'redis',
      SHOP_REDIS_PASSWORD: fresh.password,
      REDIS_PORT: '6379',
    });
  });

  test('of the person’s own is told under the other names too, and none is started', () => {
    const plan = planned(nothing, { image: needing('1'), env: { REDIS_URL: 'redis://cache.example:6379/2' } });
    expect(ids(plan).filter((id) => id.startsWith('redis'))).toEqual([]);
    expect(specIn(plan, 'create').env['CELERY_BROKER_URL']).toBe('redis://cache.example:6379/2');
    expect(specIn(plan, 'create').network).toBeUndefined();
  });

  test('goes with the app, its data only when that is wanted', () => {
    const now = after(pushOf({ image: needing('1') }));
    const gone = (deleteData: boolean) =>
      ids(planDestroy(now, { ...target, verb: 'destroy', confirm: 'blog', deleteData }, fresh));
    expect(gone(false)).toContain('remove-container-simple-deploy-blog-redis');
    expect(gone(false)).not.toContain('remove-volume-simple-deploy-blog-redis');
    expect(gone(true)).toContain('remove-volume-simple-deploy-blog-redis');
  });

  test('is not started when none is wanted or needed', () => {
    expect(ids(planned(nothing, { image: needing('1'), redisImage: 'none' }))).not.toContain('redis-create');
    expect(ids(planned(nothing))).not.toContain('redis-create');
  });

  test('stays as it is with the next push, and is started again when it stands still', () => {
    const now = after(pushOf({ image: needing('1') }));
    const next = planned(now, { image: needing('2') });
    expect(ids(next).filter((id) => id.startsWith('redis'))).toEqual(['redis-ready']);
    expect(specIn(next, 'create').env['REDIS_URL']).toBe(url);
    const { redis } = now;
    if (redis?.container === undefined) throw new Error('no Redis');
    const stopped = { ...now, redis: { ...redis, container: { ...redis.container, status: 'exited' as const } } };
    expect(ids(planned(stopped, { image: needing('1') }))).toContain('redis-start');
  });
});
