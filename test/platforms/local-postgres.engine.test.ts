import { afterEach, beforeEach, expect, test } from 'vitest';
import { execIn } from '../../src/docker/containers/exec.ts';
import { postgresImage } from '../support/postgres-image.ts';
import { type TestApp, testApp } from './support/app.ts';
import { engine } from './support/engine.ts';
import { testDoors } from './support/doors.ts';
import { rejectedWith } from '../support/problem-of.ts';

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});
afterEach(() => app.remove());

const image = { release: 'one', database: 'postgres' } as const;
const withServer = ['data: volume', 'database: running', 'database: volume', 'network: network', 'web: running'];

test('a database server is started once, is ready before the release step, and keeps its data and password', async () => {
  const databaseImage = await postgresImage();
  const doors = testDoors();
  const { outcome } = await app.push(image, { database: 'postgres', databaseImage }, doors);
  expect(outcome.notes.map(({ code }) => code)).toContain('note-server-database');
  expect(await app.everything()).toEqual(withServer);
  const { DATABASE_URL: url, ...page } = await app.page('/visit');
  expect(page).toMatchObject({ visits: 1 });
  expect(url).toMatch(/^postgres:\/\/app:[\w-]{32}@database:5432\/app$/);
  const database = `simple-deploy-${app.name}-database`;
  const asked = await execIn(await engine(), database, ['psql', String(url), '-Atc', 'select current_user']);
  expect(asked).toEqual({ exitCode: 0, output: 'app' });
  // Not asked for again: the app keeps its server.
  expect((await app.push(image)).outcome.changed).toBe(false);
  await app.push({ ...image, release: 'two' });
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two', DATABASE_URL: url, visits: 1 });
  const text = JSON.stringify([doors.logged, doors.events]);
  for (const secret of doors.secrets) expect(text).not.toContain(secret);
});

test('data and password outlive destroy, and a failed push stops nothing', async () => {
  const databaseImage = await postgresImage();
  await app.push(image, { database: 'postgres', databaseImage });
  await app.page('/visit');
  const failed = await rejectedWith(app.push({ ...image, release: 'two', migrate: 'fail' }));
  expect(failed).toMatchObject({ code: 'release-failed', aftermath: { undone: [], notUndone: [] } });
  expect(failed.aftermath?.serves?.url).toBe(`${app.url.replace('127.0.0.1', 'localhost')}/`);
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', visits: 1 });
  await app.carry('destroy', { confirm: app.name });
  expect(await app.everything()).toEqual(['data: volume', 'database: volume']);
  await app.push(image);
  expect(await app.page()).toMatchObject({ visits: 1 });
  await app.carry('destroy', { confirm: app.name, deleteData: true });
  expect(await app.everything()).toEqual([]);
});

test('a first push that fails leaves no server', async () => {
  const databaseImage = await postgresImage();
  await rejectedWith(app.push({ ...image, migrate: 'fail' }, { database: 'postgres', databaseImage }));
  expect(await app.everything()).toEqual([]);
});

test('an image of the server that cannot be had is named, with the way out', async () => {
  const databaseImage = 'localhost:1/no/such-postgres:1';
  const problem = await rejectedWith(app.push(image, { database: 'postgres', databaseImage }));
  expect(problem).toMatchObject({ code: 'database-image-missing', reference: databaseImage });
  expect(await app.everything()).toEqual([]);
});

test('an image without the driver is refused before anything is done', async () => {
  const problem = await rejectedWith(app.push({ release: 'one' }, { database: 'postgres' }));
  expect(problem).toMatchObject({ code: 'image-lacks-database', has: 'sqlite', wanted: 'postgres' });
});

test('a migration without a database address hints at --database', async () => {
  const problem = await rejectedWith(app.push({ ...image, migrate: 'fail' }));
  expect(problem).toMatchObject({ code: 'release-failed', databaseHint: 'postgres' });
});
