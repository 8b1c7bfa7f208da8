import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from './support/app.ts';
import { testDoors } from './support/doors.ts';
import { rejectedWith } from '../support/problem-of.ts';

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});
afterEach(() => app.remove());

const stdin = (text: string) => {
  const stream = new PassThrough();
  stream.end(text);
  return stream as unknown as NodeJS.ReadStream;
};

test('status, logs, open, run and rollback of an app that is not there say so', async () => {
  for (const verb of ['status', 'logs', 'open', 'run', 'rollback', 'destroy'] as const) {
    const absent = { code: 'app-absent', app: app.name, platform: 'local', label: 'this machine' };
    expect(await rejectedWith(app.carry(verb))).toEqual(absent);
  }
});

test('status and open tell what runs and where', async () => {
  await app.push({ release: 'one' }, { env: { GREETING: 'top secret greeting' } });
  const { outcome } = await app.carry('status');
  const facts = Object.fromEntries(outcome.facts.map(({ name, value }) => [name, value]));
  expect(facts).toMatchObject({ App: app.name, State: 'running, healthy', Variables: 'GREETING' });
  expect(JSON.stringify(outcome)).not.toContain('top secret');
  expect((await app.carry('open')).outcome.urls[0]).toBe(`http://localhost:${app.port}/`);
});

test('logs gives what the app wrote, and follows it until told to stop', async () => {
  await app.push({ release: 'one' });
  const once = testDoors();
  await app.carry('logs', {}, once);
  expect(once.written()).toContain('tiny serves one\n');
  const controller = new AbortController();
  const doors = testDoors({ signal: controller.signal });
  const followed = app.carry('logs', { follow: true, tail: 0 }, doors);
  while (!doors.written().includes('"GET /followed')) {
    await app.page('/followed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  controller.abort();
  await followed.catch(() => undefined);
  expect(doors.written()).not.toContain('tiny serves');
});

describe('run', () => {
  test('runs a command beside the app with its variables, data and input, and gives its exit code', async () => {
    await app.push({ release: 'one' }, { env: { GREETING: 'good morning' } });
    const doors = testDoors({ stdin: stdin('from stdin\n') });
    const { outcome } = await app.carry('run', { command: ['manage.py', 'echo', 'a b', 'c'] }, doors);
    expect(doors.written()).toBe('a b c from stdin good morning\n');
    expect(outcome.exitCode).toBe(0);
    const failed = await app.carry('run', { command: ['manage.py', 'unknown'] }, testDoors({ stdin: stdin('') }));
    expect(failed.outcome.exitCode).toBe(3);
    expect(await app.everything()).toEqual(['data: volume', 'web: running']);
  });

  test('wants a command', async () => {
    await app.push({ release: 'one' });
    expect(await rejectedWith(app.carry('run'))).toEqual({ code: 'command-missing' });
  });
});

describe('rollback', () => {
  test('puts the image before into service, keeps data and schema, and can be rolled back itself', async () => {
    await app.push({ release: 'one' }, { env: { GREETING: 'good morning' } });
    expect(await rejectedWith(app.carry('rollback'))).toEqual({ code: 'nothing-before', app: app.name });
    await app.push({ release: 'two', schema: '0002' });
    await app.page('/visit');
    const { outcome } = await app.carry('rollback');
    expect(outcome.notes).toEqual([{ code: 'note-schema-stays' }]);
    const kept = { visits: 1, migrations: ['0001', '0002'], GREETING: 'good morning' };
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', ...kept });
    await app.carry('rollback');
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two', ...kept });
    const { outcome: pushed } = await app.push({ release: 'two', schema: '0002' });
    expect(pushed.changed).toBe(false);
  });
});

describe('destroy', () => {
  test('wants the name, tells what would go, and keeps data unless asked', async () => {
    await app.push({ release: 'one' });
    const problem = await rejectedWith(app.carry('destroy'));
    expect(problem).toMatchObject({ code: 'confirm-missing', app: app.name });
    expect(await rejectedWith(app.carry('destroy', { confirm: 'another' }))).toMatchObject({ given: 'another' });
    await app.page('/visit');
    const { outcome } = await app.carry('destroy', { confirm: app.name });
    expect(outcome.notes).toMatchObject([{ code: 'note-data-kept' }]);
    expect(await app.everything()).toEqual(['data: volume']);
    await app.push({ release: 'one' });
    expect(await app.page()).toMatchObject({ visits: 1 });
    await app.carry('destroy', { confirm: app.name, deleteData: true });
    expect(await app.everything()).toEqual([]);
  });
});

test('a derived name does not take over the app of another folder', async () => {
  await app.push({ release: 'one' }, { folder: 'aaaaaaaaaaaa' });
  const stranger = app.push({ release: 'two' }, { appNamed: false, folder: 'bbbbbbbbbbbb' });
  expect(await rejectedWith(stranger)).toMatchObject({ code: 'app-name-taken', app: app.name });
  await app.push({ release: 'two' }, { appNamed: false, folder: 'aaaaaaaaaaaa' });
  await app.push({ release: 'three' }, { appNamed: true, folder: 'bbbbbbbbbbbb' });
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'three' });
});

test('no secret reaches the log', async () => {
  const doors = testDoors();
  await app.push({ release: 'one' }, { env: { API_TOKEN: 'token-of-a-bank' } }, doors);
  await app.push({ release: 'two' }, {}, doors);
  expect(doors.secrets).toContain('token-of-a-bank');
  const text = JSON.stringify([doors.logged, doors.events]);
  for (const secret of doors.secrets) expect(text).not.toContain(secret);
});
