import { isUtf8 } from 'node:buffer';
import { accessSync, constants, readdirSync, readlinkSync, type Dirent } from 'node:fs';
import type { Problem } from '../problems.ts';
import type { ProjectFile } from '../values/project-files.ts';
import { environmentAmong, isNeverProject, isOfEnvironment, oldEnvironmentMark } from './never-project.ts';
import { readsEverything } from './reads-everything.ts';

/** What lies in a folder, in the order of the disk, and what of it cannot be told or read. */
export interface Walked {
  readonly found: readonly ProjectFile[];
  readonly problems: readonly Problem[];
}

/**
 * Lists what a folder holds, and what the folders in it hold; follows no symlink. A folder's entries come with their kinds,
 * so nothing is asked of a single file but whether it may be read. Synchronous calls: for hundreds of small ones they are
 * several times faster than the thread pool.
 */
export function walkFolder(folder: string): Walked {
  const walked = { found: [], problems: [], readsAll: readsEverything(folder) };
  walk(folder, '', walked);
  return walked;
}

interface Walking {
  readonly found: ProjectFile[];
  readonly problems: Problem[];
  /** Nothing is closed to this process. */
  readonly readsAll: boolean;
}

function walk(folder: string, below: string, walking: Walking): void {
  const { found, problems } = walking;
  const entries = entriesIn(folder, below, problems);
  if (entries === undefined) {
    problems.push({ code: 'file-unreadable', path: below.slice(0, -1) || '.', kind: 'directory' });
    markLast(found, { isUnreadable: true });
    return;
  }
  const environment = environmentAmong(entries);
  if (below !== '' && (environment === 'whole' || isOldEnvironment(folder, entries))) {
    markLast(found, { isVirtualEnvironment: true });
    return;
  }
  for (const entry of entries) {
    const { name } = entry;
    const full = `${folder}/${name}`;
    const path = below + name;
    const file = described(entry, path, full);
    if (typeof file === 'string') {
      problems.push(file === 'file-unreadable' ? { code: file, path, kind: 'file' } : { code: file, path });
      continue;
    }
    found.push(file);
    if (file.kind === 'file' && !walking.readsAll && !isReadable(full)) {
      problems.push({ code: 'file-unreadable', path, kind: 'file' });
      markLast(found, { isUnreadable: true });
    }
    if (environment !== 'none' && isOfEnvironment(name)) markLast(found, { isVirtualEnvironment: true });
    else if (file.kind === 'directory' && !isNeverProject(name)) walk(full, `${path}/`, walking);
  }
}

function isOldEnvironment(folder: string, entries: readonly Dirent[]): boolean {
  const mark = oldEnvironmentMark(entries);
  return mark !== undefined && isReadable(`${folder}/${mark}`);
}

/** Entries of a folder, those whose names are not UTF-8 told apart; undefined when it cannot be read. */
function entriesIn(folder: string, below: string, problems: Problem[]): readonly Dirent[] | undefined {
  const entries = orNothing(() => readdirSync(folder, { withFileTypes: true }));
  // What is not UTF-8 is read as this sign; so is the sign itself.
  if (entries?.some(({ name }) => name.includes('\ufffd')) !== true) return entries;
  const names = orNothing(() => readdirSync(folder, { encoding: 'buffer' })) ?? [];
  for (const name of names) {
    if (!isUtf8(name)) problems.push({ code: 'file-name-not-utf8', path: below + escaped(name) });
  }
  const whole = new Set(names.filter((name) => isUtf8(name)).map((name) => name.toString()));
  return entries.filter(({ name }) => whole.has(name));
}

function described(entry: Dirent, path: string, full: string): ProjectFile | 'file-name-not-utf8' | 'file-unreadable' {
  if (entry.isFile()) return { path, kind: 'file' };
  if (entry.isDirectory()) return { path, kind: 'directory' };
  if (!entry.isSymbolicLink()) return { path, kind: 'other' };
  const target = orNothing(() => readlinkSync(full, { encoding: 'buffer' }));
  if (target === undefined) return 'file-unreadable';
  return isUtf8(target) ? { path, kind: 'symlink', target: target.toString() } : 'file-name-not-utf8';
}

function isReadable(full: string): boolean {
  return orNothing(() => accessSync(full, constants.R_OK) ?? true) ?? false;
}

/** What became known of the entry that was listed last, a folder before what it holds. */
function markLast(list: ProjectFile[], more: Partial<ProjectFile>): void {
  const last = list.pop();
  if (last !== undefined) list.push({ ...last, ...more });
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function escaped(name: Buffer): string {
  return name.toString('latin1').replaceAll(/[^\x20-\x7e]/g, (c) => `\\x${(c.codePointAt(0) ?? 0).toString(16)}`);
}
