import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { imageId, removeImage, tagImage } from '../../src/docker/images.ts';
import { pushImage } from '../../src/docker/push.ts';
import { type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { fileEntry, folderEntry, tinyPlan } from '../support/tiny-plan.ts';
import { run, tryBuild } from './build-suite.ts';

const login = { user: 'builder', password: 'pässword:with colon' };
const folder = mkdtempSync(join(tmpdir(), 'sd-private-base-'));
const names = new Set<string>();
let engine: Engine;
let registry: RealRegistry;
let base: string;

beforeAll(async () => {
  engine = await connectEngine({});
  registry = await startRegistry(login);
  base = `${registry.host}/private/base:1`;
  await publishBase('one');
});
afterAll(async () => {
  for (const name of names) await removeImage(engine, name);
  engine.close();
  registry.stop();
  rmSync(folder, { recursive: true });
});

/** Puts a base image that holds that text into the registry; the engine knows it no more. */
async function publishBase(text: string): Promise<void> {
  const plan = tinyPlan('private-base', 'FROM scratch\nCOPY project /\n', [
    folderEntry('project'),
    fileEntry('project/base.txt', `${text} ${run}`),
  ]);
  expect((await tryBuild(engine, plan)).problem).toBeUndefined();
  await tagImage(engine, plan.reference, base);
  const credentials = { username: login.user, password: login.password, origin: 'test' };
  await pushImage(engine, base, { credentials, onEvent: () => {}, signal: new AbortController().signal });
  await removeImage(engine, base);
  await removeImage(engine, plan.reference);
  expect(await imageId(engine, base)).toBeUndefined();
}

/** An environment whose docker configuration holds the login, with that password. */
function envWith(password: string): NodeJS.ProcessEnv {
  const auth = Buffer.from(`${login.user}:${password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  return { ...process.env, DOCKER_CONFIG: folder };
}

async function buildOn(image: string, env: NodeJS.ProcessEnv, pull = false) {
  const dockerfile = `FROM ${image}\nCOPY project /code\n`;
  const plan = tinyPlan('on-private-base', dockerfile, [folderEntry('project')], { baseImage: image });
  names.add(plan.reference);
  return await tryBuild(engine, plan, { env, pull });
}

describe('a base image in a registry that asks for a password', () => {
  test('without a login, or with a wrong one, it cannot be had', async () => {
    const refused = { code: 'base-image-unavailable', image: base };
    expect((await buildOn(base, { DOCKER_CONFIG: folder })).problem).toMatchObject(refused);
    expect((await buildOn(base, envWith('wrong'))).problem).toMatchObject(refused);
  });

  test('the session gives the login of docker to BuildKit', async () => {
    const { problem, result } = await buildOn(base, envWith(login.password));
    expect(problem).toBeUndefined();
    expect(result?.imageId).toMatch(/^sha256:/);
  });

  test('with --pull the newest one is taken', async () => {
    const env = envWith(login.password);
    const before = await buildOn(base, env, true);
    await publishBase('two');
    const after = await buildOn(base, env, true);
    expect([before.problem, after.problem]).toEqual([undefined, undefined]);
    expect(after.result?.imageId).not.toBe(before.result?.imageId);
  });

  test('one that is not there is named', async () => {
    const absent = `${registry.host}/private/never-pushed:1`;
    const problem = { code: 'base-image-unavailable', image: absent };
    expect((await buildOn(absent, envWith(login.password))).problem).toMatchObject(problem);
  });
});
