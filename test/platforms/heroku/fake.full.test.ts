import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { commandOf, type HerokuCommand } from '../../support/heroku/command.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { deriveImage } from '../../support/derived-image.ts';
import { tinyImage } from '../support/tiny-image.ts';

/** More of what the fake does by itself, asked as the real command asks. */
let heroku: Heroku;
let command: HerokuCommand;
let endEdge: () => void;
beforeAll(async () => {
  heroku = await startHeroku();
  command = commandOf(heroku);
  endEdge = useEdge(heroku);
});
afterAll(async () => {
  endEdge();
  await heroku.stop();
});

const create = (name: string) => command.ask('POST', '/apps', { body: { name, stack: 'container' } });
const page = async (name: string) => {
  const answer = await fetch(`https://${heroku.state.apps.get(name)?.host}/`);
  return { status: answer.status, text: await answer.text() };
};
const tiny = async (release: string) => (await tinyImage({ release, database: 'none' })).reference;
const withCommand = async (name: string, command: readonly string[]) =>
  deriveImage({
    tag: `simple-deploy-test/command:${name}`,
    base: await tiny('one'),
    script: 'true',
    changes: ['ENTRYPOINT ["/usr/bin/env"]', `CMD ${JSON.stringify(command)}`],
  });
const config = (name: string, body: object) => command.ask('PATCH', `/apps/${name}/config-vars`, { body });

describe('what was released', () => {
  test('is not put into service where its release phase fails; what that wrote is streamed', async () => {
    await create('migrating');
    await config('migrating', { SECRET_KEY: 'x' });
    await command.push(await tiny('one'), 'migrating', 'web');
    await command.release('migrating', ['web']);
    const failing = await withCommand('failing', ['sh', '-c', 'echo no such column; exit 3']);
    await command.push(await tiny('two'), 'migrating', 'web');
    await command.push(failing, 'migrating', 'release');
    const result = await command.release('migrating', ['web', 'release']);
    expect(result).toEqual({ status: 'failed', output: 'no such column\n' });
    expect(JSON.parse((await page('migrating')).text)).toMatchObject({ TINY_RELEASE: 'one' });
    await command.push(await withCommand('fine', ['sh', '-c', 'echo migrated as $DYNO']), 'migrating', 'release');
    const { status, output } = await command.release('migrating', ['web', 'release']);
    expect([status, output]).toEqual(['succeeded', expect.stringMatching(/^migrated as release\.\d+\n$/)]);
    await heroku.settled('migrating');
    expect(JSON.parse((await page('migrating')).text)).toMatchObject({ TINY_RELEASE: 'two' });
  });

  test('that never binds its port is given up, and told of in the log', async () => {
    await create('silent');
    await command.push(await withCommand('silent', ['sleep', '600']), 'silent', 'web');
    heroku.house.bootLimitMs = 1000;
    await command.release('silent', ['web']);
    expect(await page('silent')).toMatchObject({ status: 503, text: '<h1>Application error</h1>' });
    const log = async () => {
      const { body } = await command.ask('POST', '/apps/silent/log-sessions', { body: { lines: 50, tail: false } });
      return (await fetch((body as { logplex_url: string }).logplex_url)).text();
    };
    while (!(await log()).includes('State changed from starting to crashed')) await pause(200);
    expect(await log()).toContain('heroku[web.1]: Error R10 (Boot timeout)');
  });
});

test('a database takes its time, and comes with a price and a release', async () => {
  await create('stored');
  const plan = 'heroku-postgresql:essential-0';
  expect((await command.ask('GET', `/plans/${plan}`)).body).toMatchObject({ price: { cents: 500, unit: 'month' } });
  const { body } = await command.ask('POST', '/apps/stored/addons', { body: { plan } });
  expect(body).toMatchObject({ state: 'provisioning' });
  const { id } = body as { readonly id: string };
  const state = async () => ((await command.ask('GET', `/apps/stored/addons/${id}`)).body as { state: string }).state;
  while ((await state()) !== 'provisioned') await pause(200);
  const { DATABASE_URL: url } = (await command.ask('GET', '/apps/stored/config-vars')).body as Record<string, string>;
  expect(url).toMatch(/^postgres:\/\/u\w+:\w+@[\d.]+:5432\/d\w+$/);
});

test('Heroku was asked nothing that it is not asked', () => {
  expect(heroku.violations).toEqual([]);
});
