import type { ManifestFormat } from '../values/manifest-format.ts';

export interface MediaTypes {
  readonly manifest: string;
  readonly index: string;
  readonly config: string;
  /** A layer compressed by gzip. */
  readonly layer: string;
}

/** The two families of names for the same things. */
export const mediaTypes: Readonly<Record<ManifestFormat, MediaTypes>> = {
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    index: 'application/vnd.oci.image.index.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
};

/** What may stand under a tag, for Accept. */
export const manifestTypes: readonly string[] = Object.values(mediaTypes).flatMap(({ manifest, index }) => [
  manifest,
  index,
]);

export type Compression = 'gzip' | 'zstd' | 'none';

/** How a layer is compressed by its media type (OCI image specification, layer; moby's names); undefined for what is no layer. */
export function compressionOf(mediaType: string): Compression | undefined {
  const found =
    /^application\/vnd\.(?:docker\.image\.rootfs\.diff|oci\.image\.layer\.v1)\.tar(?:[.+](gzip|zstd))?$/.exec(
      mediaType,
    );
  return found === null ? undefined : ((found[1] as Compression | undefined) ?? 'none');
}
