import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { herokuDoors, herokuTestApp } from '../../support/heroku/app.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { standingApp } from '../../support/heroku/standing.ts';
import { rejectedWith } from '../../support/problem-of.ts';

let heroku: Heroku;
let endEdge: () => void;
beforeAll(async () => {
  heroku = await startHeroku();
  endEdge = useEdge(heroku);
});
afterAll(async () => {
  endEdge();
  await heroku.stop();
});

/** Bytes that were sent to the registry since a moment. */
const sentSince = (from: number) => heroku.registryRequests.slice(from).reduce((sum, { bytes }) => sum + bytes, 0);

describe('an image', () => {
  test('is released as web and answers at the address that Heroku tells; the same again changes nothing', async () => {
    const app = herokuTestApp(heroku);
    const first = await app.push({ release: 'one' });
    expect(first.outcome).toMatchObject({ changed: true, data: [`${app.url()}/`] });
    expect(await app.page()).toMatchObject({
      TINY_RELEASE: 'one',
      SIMPLE_DEPLOY_SCHEME: 'https',
      SIMPLE_DEPLOY_HOSTS: expect.stringContaining(app.there()!.host) as string,
    });
    expect((await app.page())['secret']).toBeGreaterThan(40);
    const { config } = app.there()!;
    expect(sentSince(0)).toBeGreaterThan(10_000_000);
    const [before, secret, from] = [app.releases(), config.get('SECRET_KEY'), heroku.registryRequests.length];
    const again = await app.push({ release: 'one' });
    expect(again.outcome).toMatchObject({ changed: false, data: first.outcome.data });
    expect([app.releases(), config.get('SECRET_KEY')]).toEqual([before, secret]);
    // A manifest at most: no layer, and no config.
    expect(sentSince(from)).toBeLessThan(5000);
  });

  test('of which little changed travels in little; a variable alone is a release without an image', async () => {
    const app = herokuTestApp(heroku);
    await app.push({ release: 'one' });
    const from = heroku.registryRequests.length;
    await app.push({ release: 'two' });
    // The layer of the release is empty, and all others, of 20 MB and more, are there.
    expect(sentSince(from)).toBeLessThan(50_000);
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two' });
    const deployed = app.releases().filter((each) => each.includes('Deployed')).length;
    await app.push({ release: 'two' }, { env: { GREETING: 'hello' } });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two', GREETING: 'hello' });
    expect(app.releases().filter((each) => each.includes('Deployed')).length).toBe(deployed);
  });
});

describe('the release phase', () => {
  test('migrates on the Postgres that was made for it; one that fails leaves the old release, and the next push repairs', async () => {
    const app = herokuTestApp(heroku);
    await app.push({ release: 'one', database: 'postgres' });
    expect((await app.page())['DATABASE_URL']).toContain([...app.there()!.addons.values()][0]?.password);
    const doors = herokuDoors(heroku);
    const problem = await rejectedWith(app.push({ release: 'two', database: 'postgres', migrate: 'fail' }, {}, doors));
    expect(problem).toMatchObject({ code: 'release-failed' });
    expect(JSON.stringify(problem)).toContain('column visit.at cannot be converted');
    expect(app.releases().at(-1)).toMatch(/^v\d+ failed Deployed web, release/);
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one' });
    await app.push({ release: 'three', database: 'postgres' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'three' });
    expect(app.there()?.addons.size).toBe(1);
  });
});

test('the other verbs: back to the release before the code that runs, with its config vars; its log, a command with its exit code, its end', async () => {
  const app = herokuTestApp(heroku);
  await app.push({ release: 'one' }, { env: { GREETING: 'hello' } });
  await app.push({ release: 'two' });
  await app.push({ release: 'two' }, { env: { GREETING: 'goodbye' } });
  await app.carry('rollback');
  expect(app.releases().at(-1)).toMatch(/succeeded Rollback to v\d+$/);
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', GREETING: 'hello' });
  const [logs, run] = [herokuDoors(heroku), herokuDoors(heroku)];
  await app.carry('logs', { tail: 100 }, logs);
  expect(logs.written()).toContain('tiny serves two');
  const { outcome } = await app.carry('run', { command: ['sh', '-c', 'echo $GREETING from $DYNO; exit 7'] }, run);
  expect([outcome.exitCode, run.written()]).toEqual([7, expect.stringMatching(/^hello from run\.\d+\s+$/)]);
  await app.carry('destroy', { confirm: app.name });
  expect(app.there()).toBeUndefined();
});

test('a worker has the same layers with another command, and a dyno; it goes when the project has it no more', async () => {
  const app = herokuTestApp(heroku);
  await app.push({ release: 'one', processes: { mail: ['python', 'manage.py', 'work'] } });
  const version = app.there()!.releases.at(-1)!.version;
  expect(await app.running()).toEqual([`mail.1 v${version}`, `web.1 v${version}`]);
  const { images } = app.there()!.releases.at(-1)!;
  expect(images.get('mail')?.command).toBe('python manage.py work');
  await app.push({ release: 'two' });
  expect((await app.running()).map((each) => each.split(' ')[0])).toEqual(['web.1']);
});

describe('an app that stands', () => {
  test('and runs on buildpacks is changed on request only; its config vars and add-ons stay', async () => {
    const app = herokuTestApp(heroku);
    const config = { SECRET_KEY: 'of the buildpack, and long enough for everybody here', DISABLE_COLLECTSTATIC: '1' };
    standingApp(heroku, app.name, { config, formation: { web: 1, worker: 1 } });
    const refused = await rejectedWith(app.push({ release: 'one' }));
    expect(refused).toMatchObject({ code: 'app-unsuited', app: app.name });
    expect(JSON.stringify(refused)).toContain('--convert');
    expect([app.there()?.buildStack, app.releases().length]).toEqual(['heroku-24', 1]);
    await app.push({ release: 'one' }, { convert: true });
    expect(app.there()).toMatchObject({ stack: 'container', buildStack: 'container' });
    expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one', secret: config.SECRET_KEY.length });
  });

  test('and is of Fir is refused, with the way out', async () => {
    const app = herokuTestApp(heroku);
    standingApp(heroku, app.name, { generation: 'fir', stack: 'cnb' });
    const refused = await rejectedWith(app.push({ release: 'one' }, { convert: true }));
    expect(refused).toMatchObject({ code: 'app-unsuited', why: expect.stringContaining('fir') as string });
  });

  test('and is of somebody else is not taken', async () => {
    const problem = await rejectedWith(herokuTestApp(heroku, 'blog').push({ release: 'one' }));
    expect(problem).toMatchObject({ code: 'app-name-elsewhere' });
  });
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
