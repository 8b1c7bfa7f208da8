import type { Readable } from 'node:stream';

/** A layer of an image that can be read as a stream. */
export interface SourceLayer {
  /** Digest of its tar, uncompressed. */
  readonly diffId: string;
  /** As it lies there; gzip and zstd have the digest of what lies there. */
  readonly compression: 'gzip' | 'zstd' | 'none';
  /** Bytes as it lies there. */
  readonly size: number;
  /** Digest as it lies there, where it is known. */
  readonly digest?: string;
}

/** An image outside a registry, whose layers come one after the other. */
export interface ImageSource {
  readonly config: Buffer;
  /** The lowest first. */
  readonly layers: readonly SourceLayer[];
  /**
   * Hands the layers of these diff IDs on, in whatever order they lie there. `open` gives the bytes of a layer from its
   * beginning, and again as often as it is called.
   */
  each(
    diffIds: ReadonlySet<string>,
    take: (layer: SourceLayer, open: () => Promise<Readable>) => Promise<void>,
  ): Promise<void>;
}
