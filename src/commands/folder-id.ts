import { createHash } from 'node:crypto';

/** What the labels call a project's folder: the first 12 hex of the sha256 of its absolute path. */
export function folderId(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 12);
}
