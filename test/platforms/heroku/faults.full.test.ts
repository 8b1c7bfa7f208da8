import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { type HerokuTestApp, herokuTestApp } from '../../support/heroku/app.ts';
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

test('a login that the registry does not take, or not for this app, is named with what to type', async () => {
  const app = herokuTestApp(heroku);
  const headers = { 'www-authenticate': 'Basic realm="registry.heroku.com"' };
  heroku.faults.add({ on: /^\w+ \/v2\//, status: 401, message: 'UNAUTHORIZED', headers });
  expect(await rejectedWith(app.push({ release: 'one' }))).toMatchObject({ code: 'platform-login-missing' });
  heroku.faults.clear();
  heroku.faults.add({ on: /^POST \/v2\/.*uploads/, status: 403, message: 'DENIED' });
  expect(await rejectedWith(app.push({ release: 'one' }))).toMatchObject({ code: 'platform-login-missing' });
  await repairs(app);
});

test('the API stays away: its own words are told, and nothing is made twice by the next push', async () => {
  const app = herokuTestApp(heroku);
  heroku.faults.add({ on: /^PATCH .*\/formation/, status: 503, message: 'Heroku is in read-only mode' });
  const problem = await rejectedWith(app.push({ release: 'one' }));
  expect(JSON.stringify(problem)).toContain('Heroku is in read-only mode');
  await repairs(app);
});

test('a server that never binds its port fails the push, and the next one repairs', async () => {
  const app = herokuTestApp(heroku);
  await app.push({ release: 'one' });
  const usual = heroku.house.bootLimitMs;
  heroku.house.bootLimitMs = 1500;
  try {
    const problem = await rejectedWith(app.push({ release: 'two', boot: 'deaf' }));
    expect(problem).toMatchObject({ code: 'deploy-unhealthy' });
    expect(JSON.stringify(problem)).toContain('Error R10 (Boot timeout)');
  } finally {
    heroku.house.bootLimitMs = usual;
  }
  await repairs(app, 'three');
});

test('a server that crashes fails the push; its log says why, and the next one repairs', async () => {
  const app = herokuTestApp(heroku);
  await app.push({ release: 'one' });
  const problem = await rejectedWith(app.push({ release: 'two', boot: 'crash' }));
  expect(problem).toMatchObject({ code: 'deploy-unhealthy' });
  expect(JSON.stringify(problem)).toContain('ImproperlyConfigured: the settings do not load');
  await repairs(app, 'three');
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
