import type { ImageLayer } from './image.ts';

/** What a build or a push left, as the next one compares itself with it. */
export interface Deployed {
  readonly schemaVersion: 1;
  /** ISO 8601. */
  readonly at: string;
  readonly reference: string;
  /** Uncompressed bytes by part of the image. */
  readonly sizes: Readonly<Partial<Record<ImageLayer['part'], number>>>;
  /** Files of the project below its root: path → what changes with the content. */
  readonly files: Readonly<Record<string, string>>;
  readonly python: string;
  /** Installed distributions: name → version. */
  readonly packages: Readonly<Record<string, string>>;
}
