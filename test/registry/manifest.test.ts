import { expect, test } from 'vitest';
import { compressionOf } from '../../src/registry/media-types.ts';
import { imageFor, readManifest } from '../../src/registry/manifest.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const oci = 'application/vnd.oci.image.manifest.v1+json';
const image = (digit: string, platform?: object, annotations?: object) => ({
  mediaType: oci,
  digest: digest(digit),
  size: 1,
  platform,
  annotations,
});
const attestation = image(
  'f',
  { os: 'unknown', architecture: 'unknown' },
  { 'vnd.docker.reference.type': 'attestation-manifest' },
);

function index(...manifests: readonly object[]) {
  const read = readManifest(Buffer.from(JSON.stringify({ schemaVersion: 2, manifests })));
  if (read.kind !== 'index') throw new Error('no index');
  return read;
}

test('the image of an index is that for the machine, with a variant where it names one, never an attestation', () => {
  const arm = image('1', { os: 'linux', architecture: 'arm64', variant: 'v8' });
  const amd = image('2', { os: 'linux', architecture: 'amd64' });
  const all = index(attestation, arm, amd);
  expect(imageFor(all, 'linux/amd64', 'x').digest).toBe(digest('2'));
  expect(imageFor(all, 'linux/arm64', 'x').digest).toBe(digest('1'));
  expect(() => imageFor(index(attestation, arm), 'linux/amd64', 'x')).toThrow(
    expect.objectContaining({
      problem: { code: 'image-lacks-machine', reference: 'x', wanted: 'linux/amd64', has: ['linux/arm64/v8'] },
    }),
  );
});

test.each([
  ['x', 'not JSON'],
  ['[]', 'no object'],
  ['{"schemaVersion":1}', 'schema version'],
  ['{"schemaVersion":2}', 'configuration'],
  [
    JSON.stringify({ schemaVersion: 2, config: image('1'), layers: [{ mediaType: 'x', digest: 'sha256:1', size: 1 }] }),
    'digest',
  ],
  [JSON.stringify({ schemaVersion: 2, config: { ...image('1'), size: -1 }, layers: [] }), 'size'],
  [JSON.stringify({ schemaVersion: 2, manifests: {} }), 'is none'],
])('%s is no manifest', (text, why) => {
  const read = readManifest(Buffer.from(text));
  expect(read.kind === 'none' && read.why).toContain(why);
});

test.each([
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', 'gzip'],
  ['application/vnd.docker.image.rootfs.diff.tar', 'none'],
  ['application/vnd.oci.image.layer.v1.tar', 'none'],
  ['application/vnd.oci.image.layer.v1.tar+gzip', 'gzip'],
  ['application/vnd.oci.image.layer.v1.tar+zstd', 'zstd'],
  ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', undefined],
  ['application/vnd.in-toto+json', undefined],
])('a layer %s is compressed by %s', (type, compression) => {
  expect(compressionOf(type)).toBe(compression);
});
