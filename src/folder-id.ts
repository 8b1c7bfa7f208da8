import { createHash } from 'node:crypto';

/**
 * What labels call a project's folder: the first 12 hex of the sha256 of its absolute path. A hash, as an image that is
 * given away does not tell how its author's disk is laid out.
 */
export function folderId(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 12);
}
