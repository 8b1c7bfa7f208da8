import { pipeline, type Readable } from 'node:stream';
import { createGunzip, createGzip, createZstdDecompress } from 'node:zlib';
import { checkDigest, type Repository } from './blobs.ts';
import { meter } from './digest.ts';
import type { Compression } from './media-types.ts';

/**
 * A layer as gzip, the same bytes each time: Node's gzip writes neither name nor time. Its tar must be the one that the
 * configuration names, else the stream fails with `registry-digest-differs`.
 */
export function asGzip(layer: Readable, from: Compression, diffId: string, repository: Repository): Readable {
  const checked = meter(diffId, (digest) => checkDigest(repository, 'the content of a layer', diffId, digest));
  const unpacked = from === 'none' ? [] : [from === 'zstd' ? createZstdDecompress() : createGunzip()];
  // The callback is where a failure would be thrown; it shows on the stream itself.
  const streams = [layer, ...unpacked, checked.stream, createGzip()] as const;
  return pipeline(streams as unknown as [Readable, NodeJS.ReadWriteStream], () => undefined) as unknown as Readable;
}
