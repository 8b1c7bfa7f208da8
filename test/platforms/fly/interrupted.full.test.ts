import { afterEach, expect, test } from 'vitest';
import { flyDoors, type FlyTestApp, flyTestApp } from '../../support/fly/app.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import type { Wishes } from '../support/app.ts';

const fly = useFly();
afterEach(() => fly.faults.clear());

/** A push that is interrupted when a request arrives at Fly, which does what it was asked all the same. */
async function interruptedAt(app: FlyTestApp, on: RegExp): Promise<void> {
  const interruption = new AbortController();
  const hit = (): void => interruption.abort(new Error('SIGINT'));
  fly.faults.add({ on, times: 1, hit });
  const push = app.push({ release: 'one', database: 'postgres' }, {}, flyDoors(fly, { signal: interruption.signal }));
  await expect(push).rejects.toThrow('SIGINT');
}

/** And one that is interrupted when a step of that ID begins. */
async function interruptedIn(app: FlyTestApp, id: string, wishes: Wishes = {}): Promise<void> {
  const interruption = new AbortController();
  const doors = flyDoors(fly, {
    signal: interruption.signal,
    onEvent: (event) => event.type === 'started' && event.stepId === id && interruption.abort(new Error('SIGINT')),
  });
  await expect(app.push({ release: 'one', database: 'postgres' }, wishes, doors)).rejects.toThrow('SIGINT');
}

test('a push that is interrupted at each of its steps in turn goes on with the next one, and nothing is made twice', async () => {
  const app = flyTestApp(fly);
  await interruptedAt(app, /^POST \/v1\/apps(\?|$)/);
  await interruptedAt(app, /^(?:POST|PATCH|PUT) \/v2\/.*\/uploads\//);
  await interruptedAt(app, /^POST \/v1\/apps\/[^/]+\/secrets/);
  await interruptedAt(app, /^POST \/api\/v1\/.*\/postgresv2$/);
  await interruptedAt(app, /^POST \/api\/v1\/postgresv2\/.*\/attachments/);
  await interruptedAt(app, /^POST \/api\/v1\/releases/);
  // The machine of the release command, then the server's.
  await interruptedAt(app, /^POST \/v1\/apps\/[^/]+\/machines$/);
  await interruptedAt(app, /^POST \/v1\/apps\/[^/]+\/machines\/[^/]+\/start$/);
  await interruptedAt(app, /^GET \/v1\/apps\/[^/]+\/machines\/[^/]+\/ps$/);
  // All of it is there by now, though Fly was not told that the release is complete.
  await interruptedIn(app, 'answer', { force: true });
  await app.push({ release: 'one', database: 'postgres' });
  const page = await app.page();
  const clusters = [...fly.state.clusters.values()].filter(({ name }) => name.startsWith(app.name));
  expect(page['DATABASE_URL']).toContain(clusters[0]?.password);
  expect([clusters.length, clusters[0]?.attached.length]).toEqual([1, 1]);
  expect([app.running().length, app.there()?.ips.length]).toEqual([1, 2]);
  const again = await app.push({ release: 'one', database: 'postgres' });
  expect(again.outcome.changed).toBe(false);
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
