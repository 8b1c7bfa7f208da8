import type { ManifestFormat } from '../values/manifest-format.ts';
import { isDigest } from './digest.ts';
import { recall, remember } from './remembered.ts';

const file = 'images.json';
const mostImages = 500;

/** An image of an engine in a repository of a registry. */
export interface ImageAt {
  /** The engine's ID, a digest of what it holds. */
  readonly id: string;
  /** Such as "registry.example.com/team/app". */
  readonly place: string;
  readonly format: ManifestFormat;
}

/** The digest that an earlier push of the same image gave there; undefined when it is not remembered. */
export function knownImage(image: ImageAt): string | undefined {
  const digest = recall<unknown>(file)[keyOf(image)];
  return isDigest(digest) ? digest : undefined;
}

/** Remembers it. The registry is asked for it before it is believed. */
export function rememberImage(image: ImageAt, digest: string): void {
  remember(file, { [keyOf(image)]: digest }, mostImages);
}

function keyOf({ id, place, format }: ImageAt): string {
  return `${format} ${id} ${place}`;
}
