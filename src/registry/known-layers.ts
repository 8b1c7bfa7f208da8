import { isDigest } from './digest.ts';
import { recall, remember } from './remembered.ts';

/** What a layer is once it is compressed, and where it was seen. */
export interface KnownLayer {
  readonly digest: string;
  readonly size: number;
  /** Such as "registry.example.com/team/app", the newest first. */
  readonly at: readonly string[];
}

const file = 'layers.json';
const mostLayers = 500;
const mostPlaces = 5;

/** The gzip form of a layer that was pushed or seen before, by its diff ID; undefined when it is not remembered. */
export function knownLayer(diffId: string): KnownLayer | undefined {
  const found = recall<KnownLayer>(file)[keyOf(diffId)];
  return found !== undefined && isDigest(found.digest) && Number.isSafeInteger(found.size) ? found : undefined;
}

/**
 * Remembers the gzip forms of layers in a repository. What is remembered saves an upload and is asked for by HEAD before
 * it is believed.
 */
export function rememberLayers(
  place: string,
  layers: readonly { readonly diffId: string; readonly digest: string; readonly size: number }[],
): void {
  const known = recall<KnownLayer>(file);
  const news = layers.map(({ diffId, digest, size }) => {
    const key = keyOf(diffId);
    const before = known[key]?.digest === digest ? known[key].at : [];
    return [
      key,
      { digest, size, at: [place, ...before.filter((each) => each !== place)].slice(0, mostPlaces) },
    ] as const;
  });
  remember(file, Object.fromEntries(news), mostLayers);
}

function keyOf(diffId: string): string {
  return `gzip ${diffId}`;
}
