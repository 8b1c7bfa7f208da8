import { blobStream, type Repository } from './blobs.ts';
import { inParallel } from './in-parallel.ts';
import { layerProgress } from './layer-progress.ts';
import type { Descriptor } from './manifest.ts';
import { fetchImage } from './manifests.ts';
import { fetchConfig, type Followed, publish, type Published, type Wanted } from './publish.ts';
import { haveBlob, type SentBlob, sendBlob } from './upload.ts';

/** An image in a registry. */
export interface Place {
  readonly repository: Repository;
  readonly tag: string;
}

/** Layers at a time; of most a HEAD or a mount is all. */
const most = 3;

/**
 * Puts an image whose layers are gzip into another repository of the same registry, with another command where one is
 * wanted: the registry takes the layers over by itself (cross-repository mount), or they pass through us. Throws
 * `registry-…`, `image-lacks-machine`, `image-not-convertible`.
 */
export async function copyImage(
  from: Place,
  to: Place,
  wanted: Wanted,
  { onEvent, stop }: Followed,
): Promise<Published> {
  const manifest = await fetchImage(from.repository, from.tag, wanted.osArch);
  const config = await fetchConfig(from.repository, manifest.config, manifest.layers.length, wanted);
  const copy = (layer: Descriptor, index: number): Promise<SentBlob> =>
    copyLayer(from.repository, to.repository, layer, layerProgress(config.diffIds[index] ?? '', layer.size, onEvent));
  const layers = await inParallel(manifest.layers, most, copy, stop);
  return publish(to.repository, to.tag, config, layers, wanted);
}

async function copyLayer(
  from: Repository,
  to: Repository,
  { digest, size }: Descriptor,
  progress: ReturnType<typeof layerProgress>,
): Promise<SentBlob> {
  const copied =
    (await haveBlob(to, { digest, size }, from.name === to.name ? [] : [from.name])) ??
    (await sendBlob(
      to,
      { name: `the layer ${digest}`, digest, size, open: () => blobStream(from, digest) },
      progress.sending,
    ));
  progress.ended(copied.how, size);
  return copied;
}
