import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from './support/app.ts';
import { engine } from './support/engine.ts';
import { testDoors } from './support/doors.ts';
import { rejectedWith } from '../support/problem-of.ts';

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});
afterEach(() => app.remove());

describe('a first push', () => {
  test('serves the image on the port, with a secret, its hosts and a volume', async () => {
    const { outcome } = await app.push({ release: 'one' });
    expect(outcome).toMatchObject({ changed: true, data: [`http://localhost:${app.port}/`] });
    const page = await app.page();
    expect(page).toMatchObject({ TINY_RELEASE: 'one', secret: 64, SIMPLE_DEPLOY_SCHEME: 'http', visits: 0 });
    expect(String(page['SIMPLE_DEPLOY_HOSTS']).split(',')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^localhost:\d+$/), expect.stringMatching(/^127\.0\.0\.1:\d+$/)]),
    );
    expect(await app.everything()).toEqual(['data: volume', 'web: running']);
    expect(outcome.notes.map(({ code }) => code)).toContain('note-data-volume');
  });

  test('leaves nothing when the migration fails', async () => {
    const problem = await rejectedWith(app.push({ release: 'one', migrate: 'fail' }));
    expect(problem).toMatchObject({ code: 'release-failed', aftermath: { notUndone: [] } });
    expect('log' in problem && problem.log.join('\n')).toContain('column visit.at cannot be converted');
    expect(await app.everything()).toEqual([]);
  });

  test.each([
    [{ health: 'bad' }, '/-/health answered 500', ''],
    [{ page: 'bad' }, '/ answered 500', 'no such column'],
    [{ boot: 'crash' }, 'exit code 1', 'the settings do not load'],
  ] as const)('does not serve an image with %o', { timeout: 120_000 }, async (fault, reason, log) => {
    const problem = await rejectedWith(app.push({ release: 'one', ...fault }));
    expect(problem).toMatchObject({ code: 'proof-failed', aftermath: { notUndone: [] } });
    expect('reason' in problem && problem.reason).toContain(reason);
    expect('log' in problem && problem.log.join('\n')).toContain(log);
    expect(await app.everything()).toEqual([]);
  });

  test('says who has the port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(app.port, resolve));
    const problem = await rejectedWith(app.push({ release: 'one' }));
    await new Promise((resolve) => server.close(resolve));
    expect(problem).toMatchObject({ code: 'port-taken', port: app.port });
    expect('holder' in problem && problem.holder).toContain(`process ${process.pid}`);
    expect(await app.everything()).toEqual([]);
  });

  test('names the app that has the port', async () => {
    const other = await testApp();
    await other.push({ release: 'one' });
    const problem = await rejectedWith(app.push({ release: 'one' }, { port: other.port }));
    await other.remove();
    const holder = `the app ${other.name} (the container simple-deploy-${other.name}-web)`;
    expect(problem).toEqual({ code: 'port-taken', port: other.port, holder });
  });

  test('asks for the variables that the settings demand', async () => {
    const problem = await rejectedWith(app.push({ release: 'one', requiredVariables: ['API_KEY', 'SECRET_KEY'] }));
    expect(problem).toEqual({ code: 'variables-missing', names: ['API_KEY'] });
  });
});

describe('a second push', () => {
  test('of the same image changes nothing and says so', async () => {
    await app.push({ release: 'one' });
    const before = await app.everything();
    const { steps, outcome } = await app.push({ release: 'one' });
    expect(steps).toEqual([]);
    expect(outcome.changed).toBe(false);
    expect(await app.everything()).toEqual(before);
  });

  test('keeps data, uploads, variables and the secret, and measures the gap', async () => {
    const doors = testDoors();
    await app.push({ release: 'one' }, { env: { GREETING: 'good morning' } }, doors);
    await app.page('/visit');
    await app.page('/upload');
    const { outcome } = await app.push({ release: 'two', schema: '0002' });
    expect(await app.page()).toMatchObject({
      TINY_RELEASE: 'two',
      GREETING: 'good morning',
      visits: 1,
      uploaded: true,
      migrations: ['0001', '0002'],
    });
    expect(outcome.facts.find(({ name }) => name === 'Gap')?.value).toMatch(/^\d+\.\d\d s/);
    expect(await app.everything()).toEqual(['data: volume', 'web: running']);
    await app.push({ release: 'two', schema: '0002' }, { unset: ['GREETING'] });
    expect(await app.page()).toMatchObject({ GREETING: null, visits: 1 });
  });

  test('without new migrations leaves the database alone', async () => {
    await app.push({ release: 'one' });
    await app.page('/visit');
    const { results } = await app.push({ release: 'two' });
    expect(results.map(({ id }) => id)).not.toContain('keep-database');
    expect(results.map(({ id }) => id)).not.toContain('release');
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two', visits: 1 });
    const migrated = await app.push({ release: 'three', schema: '0002' });
    expect(migrated.results.map(({ id }) => id)).toEqual(expect.arrayContaining(['keep-database', 'release']));
  });

  test('starts what has stopped since, as after a restart of the engine', async () => {
    await app.push({ release: 'one' });
    await app.page('/visit');
    await (await engine()).api.getContainer(`simple-deploy-${app.name}-web`).kill();
    const { outcome } = await app.push({ release: 'one' });
    expect(outcome.changed).toBe(true);
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', visits: 1 });
    expect(await app.everything()).toEqual(['data: volume', 'web: running']);
  });

  test('whose migration fails on the copy never stops the old release', async () => {
    await app.push({ release: 'one' });
    await app.page('/visit');
    const problem = await rejectedWith(app.push({ release: 'two', schema: '0002', migrate: 'fail' }));
    expect(problem).toMatchObject({ code: 'release-failed', aftermath: { notUndone: [] } });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', visits: 1, migrations: ['0001'] });
    expect(await app.everything()).toEqual(['data: volume', 'web: running']);
  });

  test('whose migration fails on the live data puts it back and starts the old release', async () => {
    await app.push({ release: 'one' });
    await app.page('/upload');
    await app.page('/visit');
    const problem = await rejectedWith(app.push({ release: 'two', schema: '0002', migrate: 'fail-live' }));
    expect(problem).toMatchObject({ code: 'release-failed', aftermath: { notUndone: [] } });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', visits: 1, migrations: ['0001'], uploaded: true });
    expect(await app.everything()).toEqual(['data: volume', 'web: running']);
  });

  test('whose first page fails on the live data serves all the same, and says so', async () => {
    await app.push({ release: 'one' });
    await app.page('/upload');
    const { outcome } = await app.push({ release: 'two', page: 'bad-live' });
    expect(outcome.notes).toContainEqual({ code: 'note-page-fails', reason: '/ answered 500', app: app.name });
    expect((await fetch(app.url)).status).toBe(500);
    expect(await app.everything()).toEqual(['data: volume', 'web: running']);
    const { outcome: back } = await app.carry('rollback');
    expect(back.notes).toEqual([{ code: 'note-schema-stays' }]);
  });

  test('that does not come up on the port gives way to the old release, and its log is shown', async () => {
    await app.push({ release: 'one' });
    await app.page('/upload');
    const problem = await rejectedWith(app.push({ release: 'two', schema: '0002', boot: 'crash-live' }));
    expect(problem).toMatchObject({ code: 'start-failed', aftermath: { notUndone: [] } });
    expect('log' in problem && problem.log.join('\n')).toContain('the settings do not load');
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', migrations: ['0001'] });
  });
});
