import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { imageId, removeImage, tagImage } from '../../src/docker/images.ts';
import { pushImage } from '../../src/docker/push.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { freePort } from '../support/free-port.ts';
import { type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { runCli } from '../support/run-cli.ts';
import { folderEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';
import { publishUnheardOf } from '../support/unheard-of-image.ts';
import { tryBuild } from './build-suite.ts';

/** More than a moment's transfer, so that its progress is told. */
const size = 20_000_000;
let engine: Engine;
let registry: RealRegistry;

beforeAll(async () => {
  engine = await connectEngine({});
  registry = await startRegistry();
});
afterAll(() => {
  engine.close();
  registry.stop();
});

async function buildOn(image: string) {
  const dockerfile = `FROM ${image}\nCOPY project /code\n`;
  const plan = tinyPlan('on-pulled-base', dockerfile, [folderEntry('project')], { baseImage: image });
  const trial = await tryBuild(engine, plan);
  await removeImage(engine, plan.reference);
  return trial;
}

describe('a base image that the engine does not hold', () => {
  test('is fetched, which is said once, with its size', async () => {
    const base = await publishUnheardOf(registry.host, 'plain/base', '1', size);
    const first = await buildOn(base);
    expect(first.problem).toBeUndefined();
    const pulls = first.events.filter(({ kind }) => kind === 'pull');
    expect(pulls).toEqual([{ kind: 'pull', step: expect.any(Number), image: base }]);
    const moved = first.events.flatMap((event) =>
      event.kind === 'progress' && event.id.startsWith('sha256:') ? [event] : [],
    );
    expect(moved.some(({ total }) => total >= size)).toBe(true);
    // It is there now.
    expect((await buildOn(base)).events.filter(({ kind }) => kind === 'pull')).toEqual([]);
  });

  test('serves a whole project, from the command line', async () => {
    const base = `${registry.host}/team/python:3.11`;
    await tagImage(engine, localBase, base);
    await pushImage(engine, base, { onEvent: () => {}, signal: new AbortController().signal });
    await removeImage(engine, base);
    expect(await imageId(engine, base)).toBeUndefined();
    const { root, remove } = copyFixture('nested-same-name');
    const built = await runCli(['build', root, '--base-image', base]);
    expect(built).toMatchObject({ code: 0, stdout: expect.stringMatching(/^simple-deploy\//) });
    await removeImage(engine, built.stdout.trim());
    remove();
  });
});

test('what has to come first is told before what is wrong with it', async () => {
  const base = await publishUnheardOf(registry.host, 'plain/no-python', '1', 1_000_000);
  const { root, remove } = copyFixture('nested-same-name');
  const { code, stderr } = await runCli(['build', root, '--base-image', base]);
  remove();
  expect(code).toBe(1);
  expect(stderr).toContain(`Fetching ${base}, which the engine did not have`);
  expect(stderr).toContain(`No command runs in the base image ${base}`);
});

describe('a base image that cannot be had', () => {
  test.each([
    ['a name that the registry does not know', () => `${registry.host}/team/pyhton:3.11`, 'not found'],
    ['a tag that it does not know', () => `${registry.host}/plain/base:99`, 'not found'],
    ['a registry that nobody runs', async () => `localhost:${await freePort()}/team/python:3.11`, 'connection refused'],
    ['a registry whose name nobody knows', () => 'registry.invalid/team/python:3.11', 'registry.invalid'],
    ['a server that is no registry', async () => `${await noRegistry()}/team/python:3.11`, ''],
  ])('%s', async (_case, name, reason) => {
    const image = await name();
    const { root, remove } = copyFixture('nested-same-name');
    const { code, stdout, stderr } = await runCli(['build', root, '--base-image', image]);
    remove();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Error: The base image ${image} cannot be had`);
    expect(stderr.toLowerCase()).toContain(reason);
    expect(stderr).toContain(`docker pull ${image} `);
    expect(stderr).toContain('--base-image NAME');
  });

  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });
  /** Answers everything with a page. */
  async function noRegistry(): Promise<string> {
    const server = createServer((_request, response) => void response.end('<h1>Welcome</h1>'));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `localhost:${(server.address() as AddressInfo).port}`;
  }
});

test('the run names what it fetches only where it has to', async () => {
  const { events } = await buildOn(localBase);
  expect(events.some(({ kind }) => kind === 'pull')).toBe(false);
});
