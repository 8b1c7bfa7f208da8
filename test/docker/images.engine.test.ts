import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { contextTar } from '../../src/docker/context.ts';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { findImage, imageId, listProjectImages, removeImage, tagImage } from '../../src/docker/images.ts';
import { stateFolder } from '../../src/state-folder.ts';
import { fileEntry, folderEntry, linkEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';
import { run, tryBuild } from './build-suite.ts';

const facts = {
  schemaVersion: 1,
  python: '3.11.2',
  django: '5.2',
  server: { name: 'gunicorn', version: '23' },
  settingsModule: 'blog.settings',
  databases: ['sqlite'],
  database: 'sqlite',
  requiredVariables: [],
  media: false,
  // BuildKit would take a layer of the same content, with other times, from an earlier run.
  packages: { run },
};
const folderId = `test${process.pid}`;

/** A plan whose Dockerfile has the shape of ours: parts made in stages, copied one by one. */
function shaped(code: string, facts_: unknown = facts) {
  const dockerfile = [
    `FROM ${localBase} AS made`,
    'COPY project /layers/app/project',
    'COPY facts.json /layers/overlay/simple-deploy/facts.json',
    `RUN mkdir -p /layers/packages/venv /layers/static && yes ${run} | head -c 70000 > /layers/packages/venv/x`,
    'RUN find /layers -exec touch --no-dereference --date=@0 {} +',
    `FROM ${localBase}`,
    'COPY --from=made /layers/packages /',
    'COPY --from=made /layers/overlay /',
    'ENV A=1',
    'COPY --from=made /layers/static /',
    'COPY --from=made /layers/app /',
    'WORKDIR /project',
    'USER 1000:1000',
    'CMD ["true"]',
    '',
  ].join('\n');
  const entries = [
    fileEntry('facts.json', JSON.stringify(facts_)),
    folderEntry('project'),
    fileEntry('project/code.py', code),
    folderEntry('project/static'),
    linkEntry('project/link', 'code.py'),
  ];
  const plan = tinyPlan('images', dockerfile, entries);
  return {
    ...plan,
    reference: `simple-deploy/images-test-${process.pid}:${plan.digest.slice(0, 12)}`,
    labels: { 'simple-deploy.folder': folderId },
  };
}

let engine: Engine;
const names = new Set<string>();
const state = mkdtempSync(join(tmpdir(), 'sd-images-'));
beforeAll(async () => {
  vi.stubEnv('XDG_STATE_HOME', state);
  engine = await connectEngine({});
});
afterAll(async () => {
  for (const name of names) await removeImage(engine, name);
  engine.close();
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

async function build(plan: ReturnType<typeof shaped>): Promise<string> {
  names.add(plan.reference);
  const { problem, result } = await tryBuild(engine, plan);
  expect(problem).toBeUndefined();
  return result?.imageId ?? '';
}

describe('findImage', () => {
  test('gives the layers by part, and the facts that lie in the image; leaves no container', async () => {
    const plan = shaped('print(1)\n');
    const id = await build(plan);
    const image = await findImage(engine, plan.reference);
    expect(image).toMatchObject({ reference: plan.reference, id, osArch: 'linux/amd64', facts, labels: plan.labels });
    const { RootFS } = await engine.api.getImage(id).inspect();
    expect(image?.layers.map(({ diffId }) => diffId)).toEqual(RootFS.Layers);
    const bytes = (part: string) =>
      image?.layers.filter((layer) => layer.part === part).reduce((sum, { size }) => sum + size, 0);
    expect([bytes('packages'), bytes('overlay'), bytes('static'), bytes('app')]).toEqual([
      70_000,
      JSON.stringify(facts).length,
      0,
      'print(1)\n'.length,
    ]);
    expect(bytes('base')).toBeGreaterThan(100_000_000);
    const left = await engine.api.listContainers({ all: true, filters: { ancestor: [id] } });
    expect(left).toEqual([]);
  });

  test('reads the facts of an image once, and again when what it remembers is gone or is of another version', async () => {
    const plan = shaped('remembered');
    const id = await build(plan);
    const find = async () => (await findImage(engine, plan.reference))?.facts;
    expect(await find()).toEqual(facts);
    const folder = join(stateFolder(), 'image-facts');
    const file = join(folder, `${id.replace('sha256:', '')}.json`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(facts);
    writeFileSync(file, JSON.stringify({ ...facts, python: 'as remembered' }));
    expect(await find()).toMatchObject({ python: 'as remembered' });
    for (const other of ['{"schemaVersion":0}', 'cut sho']) {
      writeFileSync(file, other);
      expect(await find()).toEqual(facts);
    }
    rmSync(folder, { recursive: true });
    expect(await find()).toEqual(facts);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('knows what is not there, and what is not ours', async () => {
    expect(await findImage(engine, 'simple-deploy/never:built')).toBeUndefined();
    expect(await imageId(engine, 'simple-deploy/never:built')).toBeUndefined();
    await expect(findImage(engine, localBase)).rejects.toMatchObject({ problem: { code: 'image-without-facts' } });
    const old = shaped('x', { ...facts, schemaVersion: 99 });
    await build(old);
    await expect(findImage(engine, old.reference)).rejects.toMatchObject({ problem: { code: 'image-without-facts' } });
  });
});

describe('names of images', () => {
  test('the images of a folder, newest first, under the names that builds gave', async () => {
    const [first, second] = [shaped('first'), shaped('second')];
    await build(first);
    // Engines tell the time of an image in whole seconds.
    await pause(1100);
    await build(second);
    const mine = `sd-test-docker/mine:${process.pid}`;
    await tagImage(engine, second.reference, mine);
    names.add(mine);
    const listed = (await listProjectImages(engine, folderId)).map(({ reference }) => reference);
    expect(listed.indexOf(second.reference)).toBeLessThan(listed.indexOf(first.reference));
    expect(listed).not.toContain(mine);
    await removeImage(engine, second.reference);
    expect(await imageId(engine, second.reference)).toBeUndefined();
    expect(await imageId(engine, mine)).toBeDefined();
  });

  test('an image that is not there cannot be named, and need not be removed', async () => {
    const tag = tagImage(engine, 'simple-deploy/never:built', 'sd-test-docker/x:1');
    await expect(tag).rejects.toMatchObject({ problem: { code: 'image-absent' } });
    await expect(removeImage(engine, 'simple-deploy/never:built')).resolves.toBeUndefined();
  });
});

test('the tar of a plan, given to the docker client, makes the layers that we make', async () => {
  const plan = shaped(`print("${run}")\n`);
  const id = await build(plan);
  const output = execFileSync('/usr/bin/docker', ['build', '--quiet', '--no-cache', '-'], {
    input: await buffer(contextTar(plan)),
    env: { ...process.env, DOCKER_BUILDKIT: '1', DOCKER_HOST: undefined },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const theirs = output.toString().trim();
  names.add(theirs);
  const layersOf = async (name: string) => (await engine.api.getImage(name).inspect()).RootFS.Layers;
  expect(await layersOf(theirs)).toEqual(await layersOf(id));
});
