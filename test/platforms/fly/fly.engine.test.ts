import { describe, expect, test } from 'vitest';
import { flyDoors, flyTestApp, impatientProject } from '../../support/fly/app.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { rejectedWith } from '../../support/problem-of.ts';

const fly = useFly();

describe('SQLite on a volume', () => {
  test('is migrated in the start step, and outlives every push', async () => {
    const app = flyTestApp(fly);
    const first = await app.push({ release: 'one', database: 'sqlite' });
    expect(first.outcome).toMatchObject({ changed: true, data: [`${app.url}/`] });
    const hosts = `${app.name}.fly.dev`;
    const wanted = { TINY_RELEASE: 'one', SIMPLE_DEPLOY_SCHEME: 'https', visits: 0, migrations: ['0001'] };
    expect(await app.page()).toMatchObject({
      ...wanted,
      SIMPLE_DEPLOY_HOSTS: expect.stringContaining(hosts) as string,
    });
    expect((await app.page())['secret']).toBeGreaterThan(40);
    await app.page('/visit');
    await app.page('/upload');
    const second = await app.push({ release: 'two', database: 'sqlite', schema: '0002' });
    expect(second.results.find(({ id }) => id === 'push')?.pushed).toMatchObject({ layersSent: 0, bytes: 0 });
    const kept = { visits: 1, uploaded: true, migrations: ['0001', '0002'] };
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two', ...kept });
    const { volumes, machines, ips } = app.there()!;
    expect([volumes.size, machines.size, ips.length]).toEqual([1, 1, 2]);
    await app.carry('rollback');
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', ...kept });
  });

  test('whose migration fails is told of, its log says why, and the next push repairs', async () => {
    const app = flyTestApp(fly, { root: impatientProject() });
    const problem = await rejectedWith(app.push({ release: 'one', database: 'sqlite', migrate: 'fail' }));
    expect(problem).toMatchObject({ code: 'deploy-unhealthy' });
    const doors = flyDoors(fly);
    await app.carry('logs', {}, doors);
    expect(doors.written()).toContain('column visit.at cannot be converted');
    await app.push({ release: 'two', database: 'sqlite' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two', visits: 0 });
    expect(app.there()?.volumes.size).toBe(1);
  });
});

describe('Managed Postgres', () => {
  test('is made once and attached; migrations run before traffic, and a failing one leaves the old release', async () => {
    const app = flyTestApp(fly);
    await app.push({ release: 'one', database: 'postgres' });
    const [cluster] = [...fly.state.clusters.values()].filter(({ name }) => name.startsWith(app.name));
    expect(cluster?.attached).toEqual([app.name]);
    expect((await app.page())['DATABASE_URL']).toContain(cluster?.password);
    const problem = await rejectedWith(app.push({ release: 'two', database: 'postgres', migrate: 'fail' }));
    expect(problem).toMatchObject({ code: 'release-failed' });
    expect(JSON.stringify(problem)).toContain('column visit.at cannot be converted');
    expect(JSON.stringify(problem)).not.toContain(cluster?.password);
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one' });
    expect(app.running()).toEqual(['app 1']);
    await app.push({ release: 'two', database: 'postgres' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two' });
    expect(fly.state.clusters.size).toBe(1);
  });
});

test('a worker is a process group of its own, and goes when the project has it no more', async () => {
  const app = flyTestApp(fly);
  await app.push({ release: 'one', processes: { mail: ['python', 'manage.py', 'work'] } });
  expect(app.running().toSorted()).toEqual(['app 1', 'mail 1']);
  await app.push({ release: 'two' });
  expect(app.running()).toEqual(['app 2']);
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
