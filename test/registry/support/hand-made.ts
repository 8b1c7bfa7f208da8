import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Repository } from '../../../src/registry/blobs.ts';
import { putManifest } from '../../../src/registry/manifests.ts';
import { mediaTypes } from '../../../src/registry/media-types.ts';
import { sendBlob } from '../../../src/registry/upload.ts';
import type { ImageSource } from '../../../src/values/image-source.ts';

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export interface HandMadeLayer {
  readonly tar: Buffer;
  readonly compression: 'gzip' | 'zstd' | 'none';
  readonly bytes: Buffer;
}

/** A layer of one file, which is text or that many bytes of no pattern. */
export async function layer(
  name: string,
  content: string | number,
  compression: HandMadeLayer['compression'],
): Promise<HandMadeLayer> {
  const archive = pack();
  archive.entry(
    { name, mtime: new Date(0) },
    typeof content === 'number' ? randomBytes(content) : Buffer.from(content),
  );
  archive.finalize();
  const tar = await buffer(archive);
  const bytes = compression === 'gzip' ? gzipSync(tar) : compression === 'zstd' ? zstdCompressSync(tar) : tar;
  return { tar, compression, bytes };
}

/** The configuration of an image of these layers, as a build of that moment writes it. */
export function configOf(layers: readonly HandMadeLayer[], created = new Date().toISOString()): Buffer {
  return Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      created,
      docker_version: '20.10.24',
      container: 'abc',
      config: { Hostname: 'abc', Cmd: ['web'], Env: ['PATH=/bin'], Labels: { one: '1' } },
      history: layers.map((_, index) => ({ created, created_by: `step ${index}` })),
      rootfs: { type: 'layers', diff_ids: layers.map(({ tar }) => digestOf(tar)) },
    }),
  );
}

const suffixes = { gzip: '+gzip', zstd: '+zstd', none: '' } as const;

/** Puts an image as an engine with the containerd store would: an OCI index with an attestation beside the image. */
export async function putIndex(to: Repository, tag: string, layers: readonly HandMadeLayer[]): Promise<void> {
  const config = configOf(layers);
  const image = {
    schemaVersion: 2,
    mediaType: mediaTypes.oci.manifest,
    config: await put(to, config, mediaTypes.oci.config),
    layers: await Promise.all(
      layers.map(({ bytes, compression }) =>
        put(to, bytes, `application/vnd.oci.image.layer.v1.tar${suffixes[compression]}`),
      ),
    ),
  };
  const attestation = { ...image, layers: [] };
  const child = async (manifest: object, more: object) => {
    const bytes = Buffer.from(JSON.stringify(manifest));
    const digest = await putManifest(to, digestOf(bytes), bytes, mediaTypes.oci.manifest);
    return { mediaType: mediaTypes.oci.manifest, digest, size: bytes.length, ...more };
  };
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.oci.index,
    manifests: [
      await child(attestation, {
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
      }),
      await child(image, { platform: { os: 'linux', architecture: 'amd64' } }),
    ],
  };
  await putManifest(to, tag, Buffer.from(JSON.stringify(index)), mediaTypes.oci.index);
}

async function put(to: Repository, bytes: Buffer, mediaType: string) {
  const { digest, size } = await sendBlob(to, {
    name: 'a blob of a test',
    digest: digestOf(bytes),
    size: bytes.length,
    open: () => Readable.from([bytes]),
  });
  return { mediaType, digest, size };
}

/** The same as a source outside a registry; `opened` lists each time that a layer was read. */
export function sourceOf(
  layers: readonly HandMadeLayer[],
  config = configOf(layers),
): ImageSource & { readonly opened: string[] } {
  const opened: string[] = [];
  const known = layers.map(({ tar, bytes, compression }) => ({
    diffId: digestOf(tar),
    compression,
    size: bytes.length,
    ...(compression !== 'none' && { digest: digestOf(bytes) }),
    bytes,
  }));
  return {
    config,
    layers: known,
    opened,
    async each(diffIds, take) {
      for (const layer of known.filter(({ diffId }) => diffIds.has(diffId))) {
        await take(layer, () => {
          opened.push(layer.diffId);
          return Promise.resolve(Readable.from(piecesOf(layer.bytes)));
        });
      }
    },
  };
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
