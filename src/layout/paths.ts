import { posix } from 'node:path';

/** Joins paths below root; `.` for the root itself; undefined when the result lies outside. */
export function join(...parts: readonly string[]): string | undefined {
  const [folder, name] = parts;
  if (parts.length === 2 && folder !== undefined && name !== undefined && isPlain(name)) {
    if (folder === '.') return name;
    if (isPlain(folder)) return `${folder}/${name}`;
  }
  const path = posix.normalize(posix.join('.', ...parts)).replace(/\/$/, '');
  return path.startsWith('..') || path.startsWith('/') ? undefined : path;
}

const TO_CLEAN = /(^|\/)\.{0,2}(\/|$)/;

/** Nothing to clean: no dots, doubled or leading slashes. Nearly all paths are, and cleaning goes sign by sign. */
function isPlain(path: string): boolean {
  return path !== '' && !TO_CLEAN.test(path);
}

/** Folder of a path below root, `.` for what stands at the root. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end === -1 ? '.' : path.slice(0, end);
}

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A folder below root and all above it up to the root, nearest first. */
export function upFrom(folder: string): string[] {
  return folder === '.' ? ['.'] : [folder, ...upFrom(folderOf(folder))];
}
