import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { herokuDoors, type HerokuTestApp, herokuTestApp } from '../../support/heroku/app.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { rejectedWith } from '../../support/problem-of.ts';

let heroku: Heroku;
let endEdge: () => void;
beforeAll(async () => {
  heroku = await startHeroku();
  endEdge = useEdge(heroku);
});
afterEach(() => heroku.faults.clear());
afterAll(async () => {
  endEdge();
  await heroku.stop();
});

/** What every fault has to leave: something that the same push repairs, with nothing made twice. */
async function repairs(app: HerokuTestApp, release = 'one'): Promise<void> {
  heroku.faults.clear();
  await app.push({ release });
  expect(await app.page()).toMatchObject({ TINY_RELEASE: release });
  const started = (await app.running()).map((each) => each.split(' ')[0]);
  expect(started).toEqual(['web.1']);
}

test('the registry drops a layer half-way: it is sent again, or the next push does', async () => {
  const app = herokuTestApp(heroku);
  let dropped = 0;
  const on = /^(?:PATCH|PUT) \/v2\/.*\/uploads\//;
  heroku.faults.add({ on, dropAfter: 1, times: 1, hit: () => void (dropped += 1) });
  const first = await app.push({ release: 'two' }).then(
    () => 'pushed',
    (error: Error) => error.message,
  );
  expect(dropped).toBe(1);
  expect(['pushed', 'registry-refused', 'registry-unreachable']).toContain(first);
  await repairs(app, 'two');
});

describe('a login', () => {
  test('that ends on the way', async () => {
    const app = herokuTestApp(heroku);
    heroku.faults.add({ on: /^PATCH \/apps\/.*\/formation/, status: 401, message: 'Invalid credentials provided.' });
    expect(await rejectedWith(app.push({ release: 'one' }))).toMatchObject({ code: 'platform-login-missing' });
    await repairs(app);
  });

  test('that is none', async () => {
    const env = { ...process.env, ...heroku.env, HEROKU_API_KEY: 'a-token-of-last-year' };
    const push = herokuTestApp(heroku).push({ release: 'one' }, {}, herokuDoors(heroku, { env }));
    expect(await rejectedWith(push)).toMatchObject({ code: 'platform-login-missing' });
  });
});

describe('the API', () => {
  test('has too much to do, or is away for a moment: it is waited for', async () => {
    const app = herokuTestApp(heroku);
    heroku.faults.add({ on: /^POST \/apps$/, status: 429, headers: { 'retry-after': '1' }, times: 1 });
    heroku.faults.add({ on: /^PATCH .*\/config-vars/, status: 503, times: 1 });
    heroku.faults.add({ on: /^PATCH .*\/formation/, loseAnswer: true, times: 1 });
    await app.push({ release: 'one' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one' });
    expect(app.releases().filter((each) => each.includes('Deployed')).length).toBe(1);
  });
});

test('the same push twice at once: one is told to wait', async () => {
  const app = herokuTestApp(heroku);
  const both = await Promise.allSettled([app.push({ release: 'one' }), app.push({ release: 'one' })]);
  const refused = both.flatMap((each) => (each.status === 'rejected' ? [(each.reason as Error).message] : []));
  expect(refused).toEqual(['app-locked']);
  await repairs(app, 'two');
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
