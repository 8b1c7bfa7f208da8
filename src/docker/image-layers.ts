import type { ImageLayer } from '../values/image.ts';

/** diff ID of a tar that holds nothing. */
const emptyLayer = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/** The folders that our Dockerfile copies from, a layer each (docs/image.md). */
const parts: Readonly<Record<string, ImageLayer['part']>> = {
  libraries: 'libraries',
  packages: 'packages',
  overlay: 'overlay',
  static: 'static',
  app: 'app',
};

/**
 * The layers of an image, lowest first, with their sizes and what of the image they hold. Engines give the diff IDs and
 * the history apart, and do not say which entries of the history made a layer: those with a size did, and those that copy,
 * add or run; WORKDIR did when the layer in its place holds nothing. Sizes are the engine's: bytes of the files on the
 * classic store, room on the disk (whole blocks) on containerd's.
 */
export function imageLayers(
  diffIds: readonly string[],
  history: readonly { readonly CreatedBy: string; readonly Size: number }[],
): readonly ImageLayer[] {
  const layers: ImageLayer[] = [];
  let left = diffIds.length;
  for (const { CreatedBy, Size } of history) {
    const diffId = diffIds[left - 1];
    if (diffId === undefined) break;
    if (Size === 0 && !madeLayer(CreatedBy, diffId)) continue;
    layers.unshift({ diffId, size: Size, part: partOf(CreatedBy) });
    left -= 1;
  }
  // Of a base image without history (imported from a tar) only the number of layers is known.
  const unknown = diffIds.slice(0, left).map((diffId) => ({ diffId, size: 0, part: 'base' as const }));
  return [...unknown, ...layers];
}

function madeLayer(createdBy: string, diffId: string): boolean {
  return /^(COPY|ADD|RUN) /.test(createdBy) || (createdBy.startsWith('WORKDIR ') && diffId === emptyLayer);
}

function partOf(createdBy: string): ImageLayer['part'] {
  const folder = /^COPY \/layers\/([a-z]+) \/ /.exec(`${createdBy} `)?.[1];
  return (
    (folder !== undefined ? parts[folder] : undefined) ?? (createdBy.startsWith('WORKDIR /project') ? 'app' : 'base')
  );
}
