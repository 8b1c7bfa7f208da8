import { posix } from 'node:path';

/** Joins parts of a path below root, `.` for the root itself. */
export function join(...parts: readonly string[]): string {
  return posix.join('.', ...parts);
}

/** The way that a choice takes. */
export function byChoice<T>(ways: readonly T[], way: number): T {
  if (way >= ways.length) throw new Error(`there is no way ${way} among ${ways.length}`);
  return ways[way] as T;
}
