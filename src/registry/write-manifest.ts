import type { ManifestFormat } from '../values/manifest-format.ts';
import { mediaTypes } from './media-types.ts';

/** A blob by its digest. */
export interface Blob {
  readonly digest: string;
  readonly size: number;
}

/**
 * The manifest of an image whose layers are compressed by gzip, in one of the two formats. The same parts give the same
 * bytes: nothing else is told, no time and no annotation.
 */
export function writeManifest(format: ManifestFormat, config: Blob, layers: readonly Blob[]): Buffer {
  const types = mediaTypes[format];
  const part = (mediaType: string, { digest, size }: Blob) => ({ mediaType, size, digest });
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: part(types.config, config),
      layers: layers.map((layer) => part(types.layer, layer)),
    }),
  );
}
