import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { useEdge } from '../../support/fakes/use-edge.ts';
import { commandOf, type HerokuCommand } from '../../support/heroku/command.ts';
import { type Heroku, startHeroku } from '../../support/heroku/start-heroku.ts';
import { tinyImage } from '../support/tiny-image.ts';

/** The fake against requests that the real command sends, before anything of ours asks it. */
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
afterEach(() => heroku.faults.clear());

const create = (name: string, more: object = {}) =>
  command.ask('POST', '/apps', { body: { name, stack: 'container', ...more } });
const page = async (name: string) => {
  const answer = await fetch(`https://${heroku.state.apps.get(name)?.host}/`);
  return { status: answer.status, text: await answer.text() };
};
/** Violations that a test expected. */
let told = 0;
const tiny = async (release: string) => (await tinyImage({ release, database: 'none' })).reference;
const config = (name: string, body: object) => command.ask('PATCH', `/apps/${name}/config-vars`, { body });

describe('an app', () => {
  test('has a name of its own, an address that cannot be guessed, and answers as the schema says', async () => {
    const made = await create('made-here', { region: 'eu' });
    expect(made).toMatchObject({ status: 201, body: { stack: { name: 'container' }, region: { name: 'eu' } } });
    expect(made.body['web_url']).toMatch(/^https:\/\/made-here-[0-9a-f]{12}\.herokuapp\.com\/$/);
    expect(await create('made-here')).toMatchObject({
      status: 422,
      body: { message: 'Name made-here is already taken' },
    });
    expect((await command.ask('GET', '/apps/blog')).status).toBe(403);
    expect((await command.ask('GET', '/apps/nobody-has-this')).status).toBe(404);
    expect((await command.ask('GET', '/apps/made-here', { token: 'stale' })).body).toMatchObject({
      id: 'unauthorized',
    });
    expect(await page('made-here')).toMatchObject({ status: 503 });
  });

  test('has a release for each change, in pieces as a Range asks', async () => {
    await create('with-config');
    await config('with-config', { A: '1', B: '2' });
    await config('with-config', { A: null });
    const path = '/apps/with-config/releases';
    const newest = await command.ask('GET', path, { range: 'version ..; max=1, order=desc' });
    expect(newest).toMatchObject({ status: 206, body: [{ version: 4, description: 'Remove A config vars' }] });
    const all = await command.ask('GET', path);
    expect(all).toMatchObject({ status: 200, body: [{ version: 1 }, { version: 2 }, { version: 3 }, { version: 4 }] });
    expect((await command.ask('GET', '/apps/with-config/config-vars')).body).toEqual({ B: '2' });
  });

  test('answers faults: too many questions, an answer that is lost', async () => {
    await create('faulty');
    heroku.faults.add({ on: /^GET \/apps\/faulty/, status: 429, headers: { 'retry-after': '1' }, times: 1 });
    expect((await command.ask('GET', '/apps/faulty')).body).toMatchObject({ id: 'rate_limit' });
    heroku.faults.add({ on: /^PATCH/, loseAnswer: true, times: 1 });
    await expect(config('faulty', { A: '1' })).rejects.toThrow('fetch failed');
    expect((await command.ask('GET', '/apps/faulty/config-vars')).body).toEqual({ A: '1' });
  });
});

describe('what was released', () => {
  test('runs as nobody, with 512 MB, on a port of its own, behind the router', async () => {
    await create('shown');
    await config('shown', { SECRET_KEY: 'x'.repeat(50), GREETING: 'hello' });
    await command.push(await tiny('one'), 'shown', 'web');
    expect(await command.release('shown', ['web'])).toEqual({ status: 'succeeded', output: '' });
    const answer = await page('shown');
    expect(JSON.parse(answer.text)).toMatchObject({ TINY_RELEASE: 'one', GREETING: 'hello', secret: 50 });
    const [dyno] = [...heroku.state.apps.get('shown')!.dynos.values()];
    const { Config, HostConfig } = await heroku.house.docker.getContainer(dyno?.container ?? '').inspect();
    expect(Config.User).toMatch(/^(\d{5}):\1$/);
    expect([HostConfig.Memory, Config.Healthcheck?.Test]).toEqual([512 * 1024 * 1024, ['NONE']]);
    expect(Config.Env).toEqual(expect.arrayContaining(['DYNO=web.1', `PORT=${dyno?.port}`]));
    const { body } = await command.ask('GET', '/apps/shown');
    expect(body).toMatchObject({ stack: { name: 'container' } });
    expect(await command.release('shown', ['web'])).toEqual({ status: 'nothing', output: '' });
  });
});

describe('the registry', () => {
  test('takes no index, no OCI manifest, no layer that is not gzip, and no repository but <app>/<process type>', async () => {
    await create('stocked');
    const basic = `Basic ${Buffer.from(`_:${heroku.token}`).toString('base64')}`;
    const put = async (repository: string, type: string, layerType: string) => {
      const config = {
        mediaType: 'application/vnd.docker.container.image.v1+json',
        digest: `sha256:${'0'.repeat(64)}`,
      };
      const manifest = { schemaVersion: 2, mediaType: type, config, layers: [{ mediaType: layerType }] };
      const answer = await fetch(`http://${heroku.registry}/v2/${repository}/manifests/latest`, {
        method: 'PUT',
        headers: { 'content-type': type, authorization: basic },
        body: JSON.stringify(manifest),
      });
      return answer.status;
    };
    const docker = 'application/vnd.docker.distribution.manifest.v2+json';
    const gzip = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
    const tried = [
      await put('stocked/web', 'application/vnd.oci.image.index.v1+json', gzip),
      await put('stocked/web', 'application/vnd.oci.image.manifest.v1+json', gzip),
      await put('stocked/web', docker, 'application/vnd.docker.image.rootfs.diff.tar'),
      await put('stocked', docker, gzip),
      await put('elsewhere/web', docker, gzip),
    ];
    expect(tried).toEqual([405, 405, 405, 400, 404]);
    const answer = await fetch(`http://${heroku.registry}/v2/`, { headers: { authorization: 'Basic eDp5' } });
    expect(answer.status).toBe(401);
    // The user x of that login is noticed, and no more of it than that.
    expect(heroku.violations.slice(told)).toEqual(['the registry was given the user x, not _']);
    told = heroku.violations.length;
  });
});

test('Heroku was asked nothing else that it is not asked', () => {
  expect(heroku.violations.slice(told)).toEqual([]);
});
