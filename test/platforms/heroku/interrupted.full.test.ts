import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { herokuDoors, type HerokuTestApp, herokuTestApp } from '../../support/heroku/app.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';

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

const processes = { mail: ['python', 'manage.py', 'work'] };
const image = { release: 'one', database: 'postgres', processes } as const;

/** A push that is interrupted when a request arrives at Heroku, which does what it was asked all the same. */
async function interruptedAt(app: HerokuTestApp, on: RegExp): Promise<void> {
  const interruption = new AbortController();
  let hits = 0;
  const hit = (): void => {
    hits += 1;
    interruption.abort(new Error('SIGINT'));
  };
  heroku.faults.add({ on, times: 1, hit });
  await expect(app.push(image, {}, herokuDoors(heroku, { signal: interruption.signal }))).rejects.toThrow('SIGINT');
  expect([String(on), hits]).toEqual([String(on), 1]);
  // What Heroku began goes on without us; the next push may find it under way, and says so.
  await heroku.settled(app.name);
}

test('a push that is interrupted at each of its steps in turn goes on with the next one, and nothing is made twice', async () => {
  const app = herokuTestApp(heroku);
  await interruptedAt(app, /^POST \/apps$/);
  await interruptedAt(app, /^(?:POST|PATCH|PUT) \/v2\/.*\/uploads\//);
  await interruptedAt(app, /^PUT \/v2\/.*\/manifests\//);
  await interruptedAt(app, /^POST \/apps\/[^/]+\/addons$/);
  await interruptedAt(app, /^GET \/apps\/[^/]+\/addons\/./);
  await interruptedAt(app, /^PATCH \/apps\/[^/]+\/config-vars$/);
  await interruptedAt(app, /^PATCH \/apps\/[^/]+\/formation$/);
  await app.push(image);
  expect((await app.running()).map((each) => each.split(' ')[0])).toEqual(['mail.1', 'web.1']);
  const { addons, config } = app.there()!;
  expect([addons.size, config.get('DATABASE_URL')]).toEqual([1, expect.stringContaining('postgres://')]);
  expect((await app.page())['DATABASE_URL']).toBe(config.get('DATABASE_URL'));
  expect(app.releases().filter((each) => each.includes('Deployed')).length).toBe(1);
  expect((await app.push(image)).outcome.changed).toBe(false);
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
