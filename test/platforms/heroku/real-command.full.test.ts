import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { herokuTestApp, type HerokuTestApp } from '../../support/heroku/app.ts';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { herokuProgram, runHeroku } from '../../support/heroku/real-command.ts';
import { commandOf } from '../../support/heroku/command.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { standingApp } from '../../support/heroku/standing.ts';
import { tinyImage } from '../support/tiny-image.ts';

/**
 * The real heroku command reads back what we released, and releases by itself what we pushed: what it takes for Heroku is
 * the fake of the tests, so that the fake is held against it too.
 */
const addresses = { 'registry.localhost': '127.0.0.2', 'api.localhost': '127.0.0.3' };
let heroku: Heroku;
let endEdge: () => void;
let app: HerokuTestApp;

beforeAll(async () => {
  herokuProgram();
  heroku = await startHeroku({
    addresses: { api: addresses['api.localhost'], registry: addresses['registry.localhost'] },
  });
  endEdge = useEdge(heroku);
  app = herokuTestApp(heroku);
  await app.push(
    { release: 'one', database: 'postgres', processes: { mail: ['python', 'manage.py', 'work'] } },
    { env: { GREETING: 'hello' } },
  );
});
afterAll(async () => {
  endEdge();
  await heroku.stop();
});

const run = (...args: readonly string[]) => runHeroku(heroku, [...args, '--app', app.name]);

describe('what was released is read back', () => {
  test('config', async () => {
    const { code, stdout } = await run('config', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, Object.fromEntries(app.there()!.config)]);
    expect(JSON.parse(stdout)).toMatchObject({ GREETING: 'hello', SIMPLE_DEPLOY_SCHEME: 'https' });
  });

  test('releases', async () => {
    const { code, stdout } = await run('releases', '--json');
    const told = (JSON.parse(stdout) as readonly { version: number; status: string; description: string }[])
      .map(({ version, status, description }) => `v${version} ${status} ${description}`)
      .toReversed();
    expect([code, told.slice(2)]).toEqual([0, app.releases()]);
    expect(told.at(-1)).toMatch(/^v\d+ succeeded Deployed web, mail, release/);
  });

  test('apps:info', async () => {
    const { code, stdout } = await run('apps:info', '--json');
    const info = JSON.parse(stdout) as {
      readonly app: object;
      readonly addons: readonly { plan: { name: string } }[];
      readonly dynos: readonly { type: string }[];
    };
    expect(code).toBe(0);
    expect(info.app).toMatchObject({ web_url: `${app.url()}/`, stack: { name: 'container' } });
    expect(info.addons.map(({ plan }) => plan.name)).toEqual(['heroku-postgresql:essential-0']);
    expect(info.dynos.map(({ type }) => type).toSorted()).toEqual(['mail', 'web']);
  });

  test('releases:output, ps, and the log', async () => {
    expect((await run('releases:output')).stdout).toContain('Applying shop.0001_initial... OK');
    expect((await run('ps')).stdout).toMatch(/web \(Basic\).*python server\.py/);
    expect((await run('logs', '--num', '100')).stdout).toContain('app[web.1]: tiny serves one');
  });
});

test('a command in a dyno of its own, with what is typed and its exit code', async () => {
  const args = ['run', '--no-tty', '--exit-code', '--app', app.name, '--', 'python', 'manage.py', 'echo', 'hi'];
  const { code, stdout } = await runHeroku(heroku, args, { stdin: 'there\n' });
  expect([code, stdout]).toEqual([0, expect.stringContaining('hi there hello')]);
});

test('container:release releases what lies in the registry, and rollback goes back from it', async () => {
  const command = commandOf(heroku);
  await command.push((await tinyImage({ release: 'two', database: 'postgres' })).reference, app.name, 'web');
  const released = await runHeroku(heroku, ['container:release', 'web', '--app', app.name], {
    host: 'localhost',
    addresses,
  });
  expect(released).toMatchObject({ code: 0, stdout: expect.stringContaining('Applying shop.0001_initial') as string });
  await heroku.settled(app.name);
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'two' });
  expect(await run('rollback')).toMatchObject({ code: 0 });
  await heroku.settled(app.name);
  expect(await app.page()).toMatchObject({ TINY_RELEASE: 'one' });
});

test('container:release refuses an app that buildpacks build, and stack:set is the way', async () => {
  const other = standingApp(heroku, `${app.name}-old`).name;
  const refused = await runHeroku(heroku, ['container:release', 'web', '--app', other], {
    host: 'localhost',
    addresses,
  });
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('for Docker apps only')]);
  expect(await runHeroku(heroku, ['stack:set', 'container', '--app', other])).toMatchObject({ code: 0 });
  expect(heroku.state.apps.get(other)?.buildStack).toBe('container');
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
