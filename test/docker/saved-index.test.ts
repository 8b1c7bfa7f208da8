import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { relay } from '../../src/docker/relay.ts';
import { readSavedIndex } from '../../src/docker/saved-index.ts';

const diffId = (digit: string) => `sha256:${digit.repeat(64)}`;
const config = (os: string, ...diffIds: readonly string[]) =>
  JSON.stringify({ os, architecture: 'amd64', rootfs: { diff_ids: diffIds } });

type Files = readonly (readonly [name: string, content: string | Buffer | { readonly link: string }])[];

function tarOf(files: Files) {
  const archive = pack();
  for (const [name, content] of files) {
    if (typeof content === 'object' && 'link' in content)
      archive.entry({ name, type: 'symlink', linkname: content.link });
    else archive.entry({ name }, content);
  }
  archive.finalize();
  return archive.pipe(extract());
}

const read = (files: Files) => readSavedIndex(tarOf(files), 'linux/amd64', 'shop:1');

test('the format of engines before 25, where a layer that is there twice is a link', async () => {
  const saved = await read([
    ['aaa/layer.tar', 'content of a layer'],
    ['bbb/layer.tar', { link: '../aaa/layer.tar' }],
    ['config.json', config('linux', diffId('1'), diffId('1'))],
    ['manifest.json', JSON.stringify([{ Config: 'config.json', Layers: ['aaa/layer.tar', 'bbb/layer.tar'] }])],
  ]);
  const plain = { diffId: diffId('1'), compression: 'none', size: 18 };
  expect(saved.layers).toEqual([plain, plain]);
  expect(saved.fileOf.get(diffId('1'))).toBe('aaa/layer.tar');
  expect(saved.config.toString()).toBe(config('linux', diffId('1'), diffId('1')));
});

test('an OCI layout, whose layers say themselves how they are compressed', async () => {
  const layers = [gzipSync('one'), zstdCompressSync(Buffer.from('two')), Buffer.from('{"json": "of no account"}')];
  const name = (bytes: Buffer) => `blobs/sha256/${createHash('sha256').update(bytes).digest('hex')}`;
  const bytes = Buffer.from(config('linux', diffId('1'), diffId('2'), diffId('3')));
  const saved = await read([
    ...layers.map((layer) => [name(layer), layer] as const),
    [name(bytes), bytes],
    ['manifest.json', JSON.stringify([{ Config: name(bytes), Layers: layers.map(name) }])],
  ]);
  expect(saved.layers.map(({ compression }) => compression)).toEqual(['gzip', 'zstd', 'none']);
  expect(saved.layers.map(({ digest }) => digest)).toEqual(
    layers.map((layer) => name(layer).replace('blobs/sha256/', 'sha256:')),
  );
});

test.each<[string, Files]>([
  ['has no manifest.json', []],
  ['has no manifest.json', [['manifest.json', '{']]],
  [
    'no image for linux/amd64',
    [
      ['c', config('windows', diffId('1'))],
      ['manifest.json', '[{"Config":"c","Layers":["l"]}]'],
    ],
  ],
  [
    'names other layers',
    [
      ['c', config('linux')],
      ['manifest.json', '[{"Config":"c","Layers":["l"]}]'],
    ],
  ],
  [
    'lacks its file l',
    [
      ['c', config('linux', diffId('1'))],
      ['manifest.json', '[{"Config":"c","Layers":["l"]}]'],
    ],
  ],
])('what cannot be followed is told: %s', async (why, files) => {
  await expect(read(files)).rejects.toMatchObject({
    problem: { code: 'image-not-convertible', reference: 'shop:1', reason: expect.stringContaining(why) as string },
  });
});

test('a layer that nobody reads on does not take the rest of the tar with it', async () => {
  const seen: string[] = [];
  for await (const entry of tarOf([
    ['large', Buffer.alloc(1_000_000, 'x')],
    ['small', 'the next'],
  ])) {
    const { stream, release } = relay(entry);
    if (entry.header.name === 'large') stream.once('data', () => stream.destroy());
    else seen.push((await buffer(stream)).toString());
    await release;
  }
  expect(seen).toEqual(['the next']);
});
