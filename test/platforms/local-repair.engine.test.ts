import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushTo } from '../../src/commands/carry-out.ts';
import { platformNamed } from '../../src/platforms/index.ts';
import { noWishes, type TestApp, testApp } from './support/app.ts';
import { testDoors } from './support/doors.ts';
import { engine } from './support/engine.ts';
import { tinyImage } from './support/tiny-image.ts';
import { rejectedWith } from '../support/problem-of.ts';

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});
afterEach(() => app.remove());

const whole = ['data: volume', 'web: running'];

/** Pushes in a process of its own, which is killed as soon as a step of this name has begun. */
async function killedIn(step: string, release: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  await tinyImage({ release, ...more });
  const script = new URL('support/push-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, app.name, String(app.port), JSON.stringify({ release, ...more })]);
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(`started ${step}\n`)) child.kill('SIGKILL');
    });
  }
  await ended;
  expect(said).toContain(`started ${step}\n`);
  expect(child.signalCode).toBe('SIGKILL');
}

describe('a push that was killed is repaired by the next one', () => {
  test('before anything was released', async () => {
    await killedIn('proof-health', 'one');
    expect((await app.everything()).length).toBeGreaterThan(1);
    await app.push({ release: 'two' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two' });
    expect(await app.everything()).toEqual(whole);
  });

  test('while it tried the migration on a copy', async () => {
    await app.push({ release: 'one' });
    await app.page('/visit');
    await killedIn('rehearsal-release', 'two', { migrate: 'slow', schema: '0002' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', visits: 1 });
    await app.push({ release: 'three', schema: '0003' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'three', visits: 1, migrations: ['0001', '0003'] });
    expect(await app.everything()).toEqual(whole);
  });

  test('while it migrated the live database: the old data and release come back first', async () => {
    await app.push({ release: 'one' });
    await app.page('/upload');
    await app.page('/visit');
    await killedIn('release', 'two', { migrate: 'slow-live', schema: '0002' });
    // The killed push's container goes on by itself; it has written by now.
    await pause(1500);
    await expect(app.page()).rejects.toThrow('fetch failed');
    const { steps, outcome } = await app.push({ release: 'three', schema: '0003' });
    expect(steps.map(({ id }) => id)).toContain('repair-database');
    expect(outcome.notes.map(({ code }) => code)).toContain('note-repaired');
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'three', visits: 1, migrations: ['0001', '0003'] });
    expect(await app.everything()).toEqual(whole);
  });

  test('while it stopped the old release, with nothing to migrate: what an earlier push kept is not put back', async () => {
    await app.push({ release: 'one' });
    await app.push({ release: 'two', schema: '0002' });
    await app.page('/visit');
    await killedIn('stop', 'three', { schema: '0002' });
    // Whether or not the killed push had told the engine by then; of one that has stopped it says so (304).
    const { api } = await engine();
    const web = api.getContainer(`simple-deploy-${app.name}-web`);
    await web.stop().catch(() => undefined);
    expect((await web.inspect()).State.Running).toBe(false);
    await app.push({ release: 'four', schema: '0002' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'four', visits: 1, migrations: ['0001', '0002'] });
    expect(await app.everything()).toEqual(whole);
  });

  test('after the new release had started: it is kept, with what was written to it', async () => {
    await app.push({ release: 'one' });
    await killedIn('remove-old', 'two', { schema: '0002' });
    await pause(300);
    await app.page('/visit');
    const { outcome } = await app.push({ release: 'two', schema: '0002' });
    expect(outcome.changed).toBe(false);
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two', visits: 1 });
    expect(await app.everything()).toEqual(whole);
  });
});

describe('an interrupted push', () => {
  test.each(['rehearsal-copy', 'proof-health', 'stop', 'release', 'serve'])(
    'in %s takes everything back',
    async (step) => {
      await app.push({ release: 'one' });
      await app.page('/visit');
      const controller = new AbortController();
      const doors = testDoors({
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === 'started' && event.stepId === step)
            setTimeout(() => controller.abort(new Error('SIGINT')), 5);
        },
      });
      await expect(app.push({ release: 'two', schema: '0002' }, {}, doors)).rejects.toThrow('SIGINT');
      expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', visits: 1, migrations: ['0001'] });
      expect(await app.everything()).toEqual(whole);
    },
  );
});

describe('the lock', () => {
  test('lets one of two pushes at once through', async () => {
    await tinyImage({ release: 'one' });
    const both = await Promise.allSettled([app.push({ release: 'one' }), app.push({ release: 'one' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect((refused.reason as { problem: unknown }).problem).toMatchObject({ code: 'app-locked', pid: process.pid });
    expect(await app.everything()).toEqual(whole);
  });

  test('taken after another push ended refuses a plan that was made before', async () => {
    const slow = pushTo(
      platformNamed('local'),
      { verb: 'push', app: app.name, appNamed: true, ...noWishes, port: app.port },
      async () => {
        await app.push({ release: 'one' });
        return tinyImage({ release: 'two' });
      },
      testDoors(),
    );
    expect(await rejectedWith(slow)).toEqual({ code: 'app-changed', app: app.name });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one' });
    expect(await app.everything()).toEqual(whole);
  });

  test('of another machine is respected, and named', async () => {
    const { reference } = await tinyImage({ release: 'one' });
    const holder = { host: 'elsewhere', pid: 7, since: '2026-01-01T00:00:00Z' };
    const lock = `simple-deploy-${app.name}-lock`;
    const Labels = { 'simple-deploy.app': app.name, 'simple-deploy.app.holder': JSON.stringify(holder) };
    await (await engine()).api.createContainer({ name: lock, Image: reference, Labels });
    expect(await rejectedWith(app.push({ release: 'one' }))).toEqual({
      code: 'app-locked',
      app: app.name,
      lock,
      ...holder,
    });
    expect(await app.everything()).toEqual(['lock: created']);
  });
});
