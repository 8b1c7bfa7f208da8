import { posix } from 'node:path';

/** Joins paths below root; `.` for the root itself; undefined when the result lies outside. */
export function join(...parts: readonly string[]): string | undefined {
  const path = posix.normalize(posix.join('.', ...parts)).replace(/\/$/, '');
  return path.startsWith('..') || path.startsWith('/') ? undefined : path;
}

/** Folder of a path below root, `.` for what stands at the root. */
export function folderOf(path: string): string {
  return posix.dirname(path);
}

/** Last part of a path. */
export function nameOf(path: string): string {
  return posix.basename(path);
}

/** A folder below root and all above it up to the root, nearest first. */
export function upFrom(folder: string): string[] {
  return folder === '.' ? ['.'] : [folder, ...upFrom(folderOf(folder))];
}
