import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyImage } from '../../src/registry/copy-image.ts';
import { pushSource } from '../../src/registry/push-image.ts';
import { rewriteImage } from '../../src/registry/rewrite.ts';
import { type RealRegistry, startRegistry } from '../support/real-registry.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startFront } from './support/front.ts';
import { configOf, digestOf, type HandMadeLayer, layer, putIndex, sourceOf } from './support/hand-made.ts';
import { fetchWhole, quiet, readBack, repository } from './support/open.ts';

let registry: RealRegistry;
let layers: readonly HandMadeLayer[];
beforeAll(async () => {
  registry = await startRegistry();
  layers = await Promise.all([
    layer('base', 300_000, 'none'),
    layer('packages', 200_000, 'zstd'),
    layer('app', 'print("hello")', 'gzip'),
  ]);
});
afterAll(() => registry.stop());

const docker = { format: 'docker', osArch: 'linux/amd64' } as const;
const gzipLayer = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

test('an index with attestations, plain and zstd layers becomes a schema 2 manifest of gzip layers', async () => {
  const to = await repository(registry.host, 'team/index');
  await putIndex(to, '1', layers);
  const { digest, configDigest } = await rewriteImage(to, { from: '1', to: '1' }, docker, quiet);
  const manifest = readBack(`${registry.host}/team/index:1`);
  expect(manifest).toMatchObject({
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: configDigest },
    layers: [{ mediaType: gzipLayer }, { mediaType: gzipLayer }, { mediaType: gzipLayer }],
  });
  // What was gzip stays the very same blob.
  expect(manifest.layers[2]?.digest).toBe(digestOf(layers[2]!.bytes));
  const config = fetchWhole(`${registry.host}/team/index@${digest}`, join(temporaryFolder('copy'), 'it'));
  expect(config).toMatchObject({
    created: '1970-01-01T00:00:00Z',
    config: { Cmd: ['web'], Env: ['PATH=/bin'], Labels: { one: '1' } },
    rootfs: { diff_ids: layers.map(({ tar }) => digestOf(tar)) },
  });
  expect(config).not.toHaveProperty('container');
});

test('a build of another moment has the same digest, in each format, and back again', async () => {
  const to = await repository(registry.host, 'team/again');
  await putIndex(to, '1', layers);
  const first = await rewriteImage(to, { from: '1', to: 'docker' }, docker, quiet);
  await putIndex(to, '2', layers);
  const second = await rewriteImage(to, { from: '2', to: 'docker' }, docker, quiet);
  expect(second.digest).toBe(first.digest);
  const oci = await rewriteImage(to, { from: 'docker', to: 'oci' }, { ...docker, format: 'oci' }, quiet);
  expect(readBack(`${registry.host}/team/again:oci`)).toMatchObject({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }, {}, {}],
  });
  expect(oci.configDigest).toBe(first.configDigest);
  expect((await rewriteImage(to, { from: 'oci', to: 'docker' }, docker, quiet)).digest).toBe(first.digest);
});

test('another process is the same layers with another command, and no byte of a layer', async () => {
  const to = await repository(registry.host, 'team/worker');
  await putIndex(to, '1', layers);
  const web = await rewriteImage(to, { from: '1', to: 'web' }, docker, quiet);
  const command = ['sh', '-c', 'exec celery -A shop worker'];
  const worker = await rewriteImage(to, { from: 'web', to: 'worker' }, { ...docker, command }, quiet);
  expect(worker.configDigest).not.toBe(web.configDigest);
  expect(worker.layers.map(({ how }) => how)).toEqual(['present', 'present', 'present']);
  const name = `${registry.host}/team/worker:worker`;
  expect(readBack(name).layers).toEqual(readBack(`${registry.host}/team/worker:web`).layers);
  expect(fetchWhole(name, join(temporaryFolder('copy'), 'it'))).toMatchObject({ config: { Cmd: command } });
});

test('in another repository of the registry: the layers are mounted there, or pass through us', async () => {
  const from = await repository(registry.host, 'shop/web');
  await putIndex(from, '1', layers);
  const web = await rewriteImage(from, { from: '1', to: 'latest' }, docker, quiet);
  const command = ['python', '-m', 'simple_deploy', 'release'];
  const asked: string[] = [];
  const front = await startFront(registry.host, (what, _nth, { url = '' }) => {
    asked.push(what);
    // A registry need not know mounts: it begins an upload then.
    const isMount = url.includes('from=') && url.includes('/without/');
    return isMount ? { status: 405 } : 'pass';
  });
  for (const [name, how] of [
    ['shop/release', 'mounted'],
    ['without/release', 'sent'],
    ['shop/web', 'present'],
  ] as const) {
    const through = await repository(front.host, name);
    const to = { repository: through, tag: 'release' };
    const source = { repository: { ...through, name: 'shop/web' }, tag: web.digest };
    const copied = await copyImage(source, to, { ...docker, command }, quiet);
    expect(copied.layers.map((each) => each.how)).toEqual([how, how, how]);
    const config = fetchWhole(`${registry.host}/${name}:release`, join(temporaryFolder('copy'), 'it'));
    expect(config).toMatchObject({ config: { Cmd: command } });
    expect(readBack(`${registry.host}/${name}:release`).layers).toEqual(readBack(`${registry.host}/shop/web`).layers);
  }
  front.stop();
});

test('an image outside a registry goes there as a stream; the second time no layer is read', async () => {
  const seen = await repository(registry.host, 'team/seen');
  await putIndex(seen, '1', layers);
  await rewriteImage(seen, { from: '1', to: '1' }, docker, quiet);
  const fresh = [await layer('a', 1_500_000, 'none'), await layer('b', 900_000, 'gzip'), layers[1]!, layers[0]!];
  const to = await repository(registry.host, 'team/saved');
  const source = sourceOf(fresh);
  const first = await pushSource(to, '1', source, docker, quiet);
  const diffIds = fresh.map(({ tar }) => digestOf(tar));
  expect(source.opened.toSorted()).toEqual(diffIds.slice(0, 2).toSorted());
  expect(first.layers.map(({ how }) => how)).toEqual(['sent', 'sent', 'mounted', 'mounted']);
  fetchWhole(`${registry.host}/team/saved@${first.digest}`, join(temporaryFolder('copy'), 'it'));

  const again = sourceOf(fresh, configOf(fresh, '2030-01-01T00:00:00Z'));
  expect((await pushSource(to, '1', again, docker, quiet)).digest).toBe(first.digest);
  expect(again.opened).toEqual([]);
  const elsewhere = await repository(registry.host, 'team/other');
  const mounted = await pushSource(elsewhere, '1', again, docker, quiet);
  expect(mounted.layers.map(({ how }) => how)).toEqual(['mounted', 'mounted', 'mounted', 'mounted']);
  expect(again.opened).toEqual([]);
});

test('an image for another machine is refused with what there is', async () => {
  const to = await repository(registry.host, 'team/arm');
  await putIndex(to, '1', layers);
  const wanted = { ...docker, osArch: 'linux/arm64' };
  await expect(rewriteImage(to, { from: '1', to: '1' }, wanted, quiet)).rejects.toMatchObject({
    problem: { code: 'image-lacks-machine', wanted: 'linux/arm64', has: ['linux/amd64'] },
  });
});
