import type { ImageSource, SourceLayer } from '../values/image-source.ts';
import { type Repository } from './blobs.ts';
import { inParallel } from './in-parallel.ts';
import { knownLayer } from './known-layers.ts';
import { layerProgress } from './layer-progress.ts';
import { asGzip } from './pack-layer.ts';
import { checkedConfig, type Followed, publish, type Published, type Wanted } from './publish.ts';
import { type BlobToSend, haveBlob, type SentBlob, sendBlob } from './upload.ts';

/** Streams of the source at a time: each passes over the whole image. */
const most = 2;

/**
 * Takes an image to a registry without an engine's push: layers that the registry lacks stream from the source, compressed
 * on the way where they are not. A layer that is remembered costs a HEAD. Throws `registry-…`, `image-lacks-machine`,
 * `image-not-convertible`.
 */
export async function pushSource(
  repository: Repository,
  tag: string,
  source: ImageSource,
  wanted: Wanted,
  { onEvent, stop }: Followed,
): Promise<Published> {
  const config = checkedConfig(source.config, source.layers.length, wanted, repository.reference);
  const unique = [...new Map(source.layers.map((layer) => [layer.diffId, layer])).values()];
  const there = await inParallel(unique, 4, (layer) => withoutBytes(repository, layer), stop);
  const sent = new Map(unique.flatMap(({ diffId }, index) => (there[index] ? [[diffId, there[index]] as const] : [])));
  for (const [diffId, { how, size }] of sent) layerProgress(diffId, size, onEvent).ended(how, size);
  const lacking = unique.filter(({ diffId }) => !sent.has(diffId));
  await inParallel(
    halves(lacking),
    most,
    (group) =>
      source.each(new Set(group.map(({ diffId }) => diffId)), async (layer, open) => {
        const progress = layerProgress(layer.diffId, layer.compression === 'gzip' ? layer.size : 0, onEvent);
        const blob = await sendBlob(repository, blobOf(repository, layer, open), progress.sending);
        progress.ended(blob.how, blob.size);
        sent.set(layer.diffId, blob);
      }),
    stop,
  );
  const layers = source.layers.flatMap(({ diffId }) => sent.get(diffId) ?? []);
  return publish(repository, tag, config, layers, wanted);
}

/** What needs no bytes: the registry has it, there or in a repository that is remembered. */
async function withoutBytes(repository: Repository, layer: SourceLayer): Promise<SentBlob | undefined> {
  const known = knownLayer(layer.diffId);
  const itself = layer.compression === 'gzip' && layer.digest ? { digest: layer.digest, size: layer.size } : undefined;
  const blob = itself ?? known;
  if (blob === undefined) return undefined;
  return haveBlob(repository, blob, mountable(repository, known?.at ?? []));
}

/** Repositories of the same registry among places such as "registry.example.com/team/app". */
function mountable({ registry, name }: Repository, places: readonly string[]): readonly string[] {
  const here = `${registry.host}/`;
  return places
    .filter((place) => place.startsWith(here) && place !== here + name)
    .map((place) => place.slice(here.length));
}

function blobOf(repository: Repository, layer: SourceLayer, open: BlobToSend['open']): BlobToSend {
  const { compression, digest, size, diffId } = layer;
  const name = `the layer ${diffId}`;
  if (compression === 'gzip' && digest !== undefined) return { name, digest, size, open };
  return { name, open: async () => asGzip(await open(), compression, diffId, repository) };
}

/** Two groups of about as many bytes. */
function halves(layers: readonly SourceLayer[]): readonly (readonly SourceLayer[])[] {
  const groups: { bytes: number; layers: SourceLayer[] }[] = [];
  for (const layer of layers.toSorted((a, b) => b.size - a.size)) {
    if (groups.length < most) groups.push({ bytes: layer.size, layers: [layer] });
    else {
      const smallest = groups.reduce((a, b) => (b.bytes < a.bytes ? b : a));
      smallest.bytes += layer.size;
      smallest.layers.push(layer);
    }
  }
  return groups.map((group) => group.layers);
}
