import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushTo } from '../../src/commands/carry-out.ts';
import { platformNamed } from '../../src/platforms/index.ts';
import { temporaryTag } from '../../src/registry/temporary-tag.ts';
import { noWishes } from '../platforms/support/app.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { engine } from '../platforms/support/engine.ts';
import { smallImage } from '../platforms/support/small-image.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Fate, type Front, startFront } from './support/front.ts';
import { fetchWhole, readBack } from './support/open.ts';

let registry: RealRegistry;
const fronts: Front[] = [];
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => {
  for (const front of fronts) front.stop();
  registry.stop();
});

async function frontWith(fate: (asked: string) => Fate): Promise<Front> {
  const front = await startFront(registry.host, fate);
  fronts.push(front);
  return front;
}

async function push(destination: string, release = 'one', doors = testDoors()) {
  const wishes = { ...noWishes, destinations: [destination], format: 'docker' as const };
  const wanted = { verb: 'push' as const, app: 'blog', appNamed: false, ...wishes };
  const carried = await pushTo(platformNamed('registry'), wanted, () => smallImage(release), doors);
  return { changed: carried.outcome.changed, pushed: carried.results[0]?.pushed };
}

async function tagsOf(name: string): Promise<readonly string[]> {
  const answer = await fetch(`http://${registry.host}/v2/${name}/tags/list`);
  return ((await answer.json()) as { tags: string[] }).tags.toSorted();
}

const writes = (asked: readonly string[]): readonly string[] =>
  asked.filter((each) => /^(PUT|DELETE|POST|PATCH) /.test(each));

test('the tag is written once, with what it is to mean; the temporary one is taken away', async () => {
  const front = await frontWith((asked) => (asked.startsWith('DELETE') ? { status: 202 } : 'pass'));
  await push(`${front.host}/once/it:1`);
  const manifests = writes(front.asked).filter((each) => each.includes('/manifests/'));
  expect(manifests).toEqual([
    `PUT /v2/once/it/manifests/${temporaryTag}`,
    'PUT /v2/once/it/manifests/1',
    `DELETE /v2/once/it/manifests/${temporaryTag}`,
  ]);
  const { api } = await engine();
  await expect(api.getImage(`${front.host}/once/it:${temporaryTag}`).inspect()).rejects.toMatchObject({
    statusCode: 404,
  });
});

test('where a registry lets nobody delete, the temporary tag is one more name of the image', async () => {
  const { pushed } = await push(`${registry.host}/kept/it:1`);
  expect(await tagsOf('kept/it')).toEqual(['1', temporaryTag]);
  expect(readBack(`${registry.host}/kept/it:${temporaryTag}`)).toEqual(readBack(`${registry.host}/kept/it:1`));
  const next = await push(`${registry.host}/kept/it:2`, 'two');
  expect(await tagsOf('kept/it')).toEqual(['1', '2', temporaryTag]);
  expect(next.pushed?.digest).not.toBe(pushed?.digest);
});

test('the same image again: nothing is written; under another tag: one manifest', async () => {
  const front = await frontWith(() => 'pass');
  const first = await push(`${front.host}/again/it:1`);
  front.asked.length = 0;
  const second = await push(`${front.host}/again/it:1`);
  expect([second.changed, second.pushed?.digest, second.pushed?.layersSent]).toEqual([false, first.pushed?.digest, 0]);
  expect(writes(front.asked)).toEqual([]);
  const third = await push(`${front.host}/again/it:2`);
  expect(third.changed).toBe(true);
  expect(writes(front.asked)).toEqual(['PUT /v2/again/it/manifests/2']);
});

test('what is remembered of a registry that lost it is not believed', async () => {
  let isLost = false;
  const front = await frontWith((asked) => {
    if (!isLost || asked !== 'GET /v2/lost/it/manifests/DIGEST') return 'pass';
    isLost = false;
    const errors = [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }];
    return { status: 404, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ errors }) };
  });
  const first = await push(`${front.host}/lost/it:1`);
  isLost = true;
  front.asked.length = 0;
  expect((await push(`${front.host}/lost/it:1`)).pushed?.digest).toBe(first.pushed?.digest);
  expect(isLost).toBe(false);
  expect(writes(front.asked)).toContain(`PUT /v2/lost/it/manifests/${temporaryTag}`);
});

test('a tag that cannot be moved is left alone, and the image goes through us to another', async () => {
  const written = new Set<string>();
  const immutable = await frontWith((asked) => {
    const tag = /^PUT .*\/manifests\/(?!DIGEST)(.*)$/.exec(asked)?.[1];
    if (tag === undefined) return 'pass';
    if (!written.has(tag)) {
      written.add(tag);
      return 'pass';
    }
    const errors = [{ code: 'TAG_INVALID', message: `The tag '${tag}' exists and cannot be overwritten.` }];
    return { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ errors }) };
  });
  await push(`${immutable.host}/fixed/it:1`);
  // The temporary tag cannot be moved either.
  expect((await push(`${immutable.host}/fixed/it:2`, 'two')).changed).toBe(true);
  const before = readBack(`${registry.host}/fixed/it:1`);
  expect(await rejectedWith(push(`${immutable.host}/fixed/it:1`, 'two'))).toMatchObject({
    code: 'registry-refused',
    reason: expect.stringContaining('cannot be overwritten') as string,
  });
  expect(readBack(`${registry.host}/fixed/it:1`)).toEqual(before);
});

test('a push that fails before the end leaves the tag as it was, and the next one repairs', async () => {
  const destination = (front: Front) => `${front.host}/half/it:1`;
  const whole = await frontWith(() => 'pass');
  await push(destination(whole));
  const before = readBack(`${registry.host}/half/it:1`);
  const failing = await frontWith((asked) => (/^PUT .*\/manifests\/1$/.test(asked) ? { status: 403 } : 'pass'));
  expect(await rejectedWith(push(destination(failing), 'two'))).toMatchObject({ code: 'registry-denied' });
  expect(readBack(`${registry.host}/half/it:1`)).toEqual(before);
  expect((await push(destination(whole), 'two')).changed).toBe(true);
  expect(readBack(`${registry.host}/half/it:1`)).not.toEqual(before);
});

test('another image that takes the name on the engine meanwhile is not pushed for ours', async () => {
  const real = await engine();
  const [ours, other] = [await smallImage('one'), await smallImage('two')];
  const api = Object.create(real.api) as typeof real.api;
  let taken = 0;
  api.getImage = (name) => {
    const image = real.api.getImage(name);
    const tag = image.tag.bind(image) as (to: { repo: string }) => Promise<unknown>;
    const tagAndLose = async (to: { repo: string }) => {
      await tag(to);
      taken += 1;
      await real.api.getImage(other.reference).tag(to);
    };
    return Object.assign(image, { tag: tagAndLose });
  };
  const doors = testDoors({ engine: () => Promise.resolve({ ...real, api }) });
  await push(`${registry.host}/race/it:1`, 'one', doors);
  expect(taken).toBe(1);
  const config = fetchWhole(`${registry.host}/race/it:1`, join(temporaryFolder('copy'), 'it'));
  const { RootFS } = await real.api.getImage(ours.reference).inspect();
  expect(config).toMatchObject({ rootfs: { diff_ids: RootFS.Layers } });
});
