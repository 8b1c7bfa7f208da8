import { UserError } from '../problems.ts';
import { blobStream, hasBlob, type Repository } from './blobs.ts';
import { inParallel } from './in-parallel.ts';
import { knownLayer } from './known-layers.ts';
import { layerProgress } from './layer-progress.ts';
import type { Descriptor } from './manifest.ts';
import { fetchImage } from './manifests.ts';
import { compressionOf } from './media-types.ts';
import { asGzip } from './pack-layer.ts';
import { fetchConfig, type Followed, type OnEvent, publish, type Published, type Wanted } from './publish.ts';
import { type SentBlob, sendBlob } from './upload.ts';

/** Layers at a time: each is read, compressed and sent in one stream. */
const most = 3;

/**
 * Writes the image that stands under a tag anew in another format, in the registry: the manifest and the configuration
 * only, and of the layers those alone that are not compressed by gzip. Throws `registry-…`, `image-lacks-machine`,
 * `image-not-convertible`.
 */
export async function rewriteImage(
  repository: Repository,
  { from, to }: { readonly from: string; readonly to: string },
  wanted: Wanted,
  { onEvent, stop }: Followed,
): Promise<Published> {
  const manifest = await fetchImage(repository, from, wanted.osArch);
  const config = await fetchConfig(repository, manifest.config, manifest.layers.length, wanted);
  const layers = await inParallel(
    manifest.layers,
    most,
    (layer, index) => gzipLayer(repository, layer, config.diffIds[index] ?? '', onEvent),
    stop,
  );
  return publish(repository, to, config, layers, wanted);
}

/** The layer as gzip in the same repository. */
async function gzipLayer(
  repository: Repository,
  { mediaType, digest, size }: Descriptor,
  diffId: string,
  onEvent: OnEvent,
): Promise<SentBlob> {
  const compression = compressionOf(mediaType);
  if (compression === undefined) {
    const reason = `it has a layer of the type ${mediaType}`;
    throw new UserError({ code: 'image-not-convertible', reference: repository.reference, reason });
  }
  if (compression === 'gzip') return { digest, size, how: 'present' };
  const progress = layerProgress(diffId, 0, onEvent);
  const known = knownLayer(diffId);
  const sent: SentBlob =
    known !== undefined && (await hasBlob(repository, known.digest))
      ? { digest: known.digest, size: known.size, how: 'present' }
      : await sendBlob(
          repository,
          {
            name: `the layer ${digest}`,
            open: () => asGzip(blobStream(repository, digest), compression, diffId, repository),
          },
          progress.sending,
        );
  progress.ended(sent.how, sent.size);
  return sent;
}
