import { afterEach, describe, expect, test } from 'vitest';
import { flyDoors, type FlyTestApp, flyTestApp, impatientProject } from '../../support/fly/app.ts';
import { useFly } from '../../support/fly/use-fly.ts';
import { wordsFor } from '../../../src/messages.ts';
import { rejectedWith } from '../../support/problem-of.ts';

const fly = useFly();
afterEach(() => fly.faults.clear());

/** What every fault has to leave: something that the same push repairs, with nothing made twice. */
async function repairs(app: FlyTestApp, release = 'one'): Promise<void> {
  fly.faults.clear();
  await app.push({ release });
  expect(await app.page()).toMatchObject({ TINY_RELEASE: release });
  expect([app.running().length, app.there()?.ips.length]).toEqual([1, 2]);
}

test('the registry drops a layer half-way: the engine tries again, or the next push does', async () => {
  const app = flyTestApp(fly);
  let dropped = 0;
  fly.faults.add({
    on: /^(?:PATCH|PUT) \/v2\/.*\/uploads\//,
    dropAfter: 1,
    times: 1,
    hit: () => void (dropped += 1),
  });
  const first = await app.push({ release: 'two' }).then(
    () => 'pushed',
    (error: Error) => error.message,
  );
  expect(dropped).toBe(1);
  expect(['pushed', 'registry-refused', 'registry-unreachable']).toContain(first);
  await repairs(app, 'two');
});

test('a name that somebody else has is told, and nothing is left', async () => {
  const app = flyTestApp(fly);
  fly.state.takenNames.add(app.name);
  expect(await rejectedWith(app.push({ release: 'one' }))).toMatchObject({ code: 'app-name-elsewhere', app: app.name });
  expect(app.there()).toBeUndefined();
});

describe('the APIs', () => {
  test('fail, or have too much to do: once is waited for, what stays is told in their words', async () => {
    const app = flyTestApp(fly);
    fly.faults.add({ on: /^POST \/graphql/, status: 429, headers: { 'retry-after': '1' }, times: 1 });
    fly.faults.add({ on: /^POST \/api\/v1\/releases$/, status: 503, message: 'no capacity in fra' });
    const problem = await rejectedWith(app.push({ release: 'one' }));
    expect(problem).toMatchObject({ code: 'platform-busy', step: 'Deploy the image' });
    expect(JSON.stringify(problem)).toContain('no capacity in fra');
    expect(wordsFor(problem).next.at(-1)).toMatch(/^Push again in a minute/);
    await repairs(app);
  });

  test('have too much to do for a change: it is asked for again, and nothing is made twice', async () => {
    const app = flyTestApp(fly);
    const message = 'rate limit exceeded';
    const busy = { status: 429, headers: { 'retry-after': '1' }, message, times: 1 };
    let hits = 0;
    const hit = (): void => void (hits += 1);
    fly.faults.add({ ...busy, on: /^POST \/v1\/apps(\?|$)/, hit });
    fly.faults.add({ ...busy, on: /^POST \/v1\/apps\/[^/]+\/secrets/, hit });
    fly.faults.add({ ...busy, on: /^POST \/v1\/apps\/[^/]+\/machines$/, hit });
    await app.push({ release: 'one' });
    expect(hits).toBe(3);
    await repairs(app);
  });

  test('fail while the machine of the release command is made: that is no failed migration', async () => {
    const app = flyTestApp(fly);
    fly.faults.add({ on: /^POST \/v1\/apps\/[^/]+\/machines$/, status: 503, message: 'service unavailable' });
    const problem = await rejectedWith(app.push({ release: 'one' }));
    expect(problem).toMatchObject({ code: 'platform-busy' });
    await repairs(app);
  });

  test('do not know the token', async () => {
    const env = { ...process.env, ...fly.env, FLY_API_TOKEN: 'fo1_stale' };
    const problem = await rejectedWith(flyTestApp(fly).push({ release: 'one' }, {}, flyDoors(fly, { env })));
    expect(problem).toMatchObject({ code: 'platform-login-missing' });
  });
});

test('a machine that never gets well fails the push, and the next one repairs', async () => {
  const app = flyTestApp(fly, { root: impatientProject() });
  await app.push({ release: 'one' });
  const problem = await rejectedWith(app.push({ release: 'two', health: 'bad' }));
  expect(problem).toMatchObject({ code: 'deploy-unhealthy' });
  await repairs(app, 'three');
});

test('the same push twice at once: one is told to wait', async () => {
  const app = flyTestApp(fly);
  const both = await Promise.allSettled([app.push({ release: 'one' }), app.push({ release: 'one' })]);
  const refused = both.flatMap((each) => (each.status === 'rejected' ? [(each.reason as Error).message] : []));
  expect(refused).toEqual(['app-locked']);
  await repairs(app, 'two');
});

test('Fly was asked nothing that it is not asked', () => {
  expect(fly.violations).toEqual([]);
});
