import { isUtf8 } from 'node:buffer';
import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UserError, type Problem } from '../problems.ts';
import type { ProjectFile, ProjectFiles } from '../values/project-files.ts';
import { decodeText } from './decode-text.ts';
import { environmentAmong, isNeverProject, isOfEnvironment } from './never-project.ts';

/** Text larger than this is no manifest and no settings file. */
const MOST_TEXT = 16 * 1024 * 1024;
const READABLE_BY_ALL = 0o444;

/**
 * Lists a project folder once; reads only, follows no symlink. Synchronous calls inside: for thousands of small `lstat`
 * they are several times faster than the thread pool.
 * @throws UserError project-folder-missing
 */
export async function listProjectFiles(root: string): Promise<ProjectFiles> {
  const folder = resolve(root);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError({ code: 'project-folder-missing', path: folder });
  }
  const found: ProjectFile[] = [];
  const problems: Problem[] = [];
  walk(folder, '', found, problems);
  const byPath = new Map(found.map((file) => [file.path, file]));
  const list = inByteOrder([...byPath.keys()]).flatMap((path) => byPath.get(path) ?? []);
  problems.sort((a, b) => utf16Order(pathOf(a), pathOf(b)));
  const texts = new Map<string, string | undefined>();
  return {
    root: folder,
    list,
    problems,
    entry: (path) => byPath.get(path),
    readText(path) {
      if (!texts.has(path)) texts.set(path, readText(folder, byPath.get(path)));
      return texts.get(path);
    },
  };
}

/** Lists what a folder holds, and what the folders in it hold. Strings all the way: a buffer for each name takes as long as the reading. */
function walk(folder: string, below: string, list: ProjectFile[], problems: Problem[]): void {
  const names = namesIn(folder, below, problems);
  if (names === undefined) {
    problems.push({ code: 'file-unreadable', path: below.slice(0, -1) || '.', kind: 'directory' });
    markLast(list, { isUnreadable: true });
    return;
  }
  const environment = environmentAmong(names);
  if (below !== '' && environment === 'whole') {
    markLast(list, { isVirtualEnvironment: true });
    return;
  }
  for (const name of names) {
    const isEnvironments = environment !== 'none' && isOfEnvironment(name);
    const full = `${folder}/${name}`;
    const path = below + name;
    const file = describe(path, full);
    if (file === 'file-name-not-utf8') problems.push({ code: file, path });
    else if (file === 'file-unreadable') problems.push({ code: file, path, kind: 'file' });
    else {
      list.push(file);
      if (file.kind === 'file' && !isReadable(full, file.mode)) {
        problems.push({ code: 'file-unreadable', path, kind: 'file' });
        markLast(list, { isUnreadable: true });
      }
      if (isEnvironments) markLast(list, { isVirtualEnvironment: true });
      else if (file.kind === 'directory' && !isNeverProject(name)) walk(full, `${path}/`, list, problems);
    }
  }
}

/** Names in a folder, those that are not UTF-8 told apart; undefined when it cannot be read. */
function namesIn(folder: string, below: string, problems: Problem[]): readonly string[] | undefined {
  const names = orNothing(() => readdirSync(folder));
  // What is not UTF-8 is read as this sign; so is the sign itself.
  if (names?.some((name) => name.includes('\ufffd')) !== true) return names;
  const bytes = orNothing(() => readdirSync(folder, { encoding: 'buffer' })) ?? [];
  for (const name of bytes) {
    if (!isUtf8(name)) problems.push({ code: 'file-name-not-utf8', path: below + escaped(name) });
  }
  return bytes.filter((name) => isUtf8(name)).map((name) => name.toString());
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

/** One entry, or why it is none. A folder that may be listed but not entered gives names without more. */
function describe(path: string, full: string): ProjectFile | 'file-name-not-utf8' | 'file-unreadable' {
  const stats = orNothing(() => lstatSync(full));
  if (stats === undefined) return 'file-unreadable';
  const mode = stats.mode & 0o7777;
  if (stats.isFile()) return { path, kind: 'file', mode, size: stats.size };
  if (stats.isDirectory()) return { path, kind: 'directory', mode, size: 0 };
  if (!stats.isSymbolicLink()) return { path, kind: 'other', mode, size: 0 };
  const target = orNothing(() => readlinkSync(full, { encoding: 'buffer' }));
  if (target === undefined) return 'file-unreadable';
  return isUtf8(target) ? { path, kind: 'symlink', mode, size: 0, target: target.toString() } : 'file-name-not-utf8';
}

/** Most files are readable by all: their bits say so without a further call. */
function isReadable(full: string, mode: number): boolean {
  if ((mode & READABLE_BY_ALL) === READABLE_BY_ALL) return true;
  return orNothing(() => accessSync(full, constants.R_OK) ?? true) ?? false;
}

function readText(root: string, file: ProjectFile | undefined): string | undefined {
  if (file === undefined || (file.kind !== 'file' && file.kind !== 'symlink')) return undefined;
  try {
    // A link that leaves the root, or that loops (ELOOP), is none of the project's text.
    const real = realpathSync(resolve(root, file.path));
    if (relative(realpathSync(root), real).split(sep)[0] === '..') return undefined;
    const stats = statSync(real);
    if (!stats.isFile() || stats.size > MOST_TEXT) return undefined;
    return decodeText(readFileSync(real));
  } catch {
    return undefined;
  }
}

/** UTF-16 order, which is what a plain sort goes by, is byte order as long as no name holds a surrogate; it is much faster. */
function inByteOrder(paths: string[]): string[] {
  if (!paths.some((path) => /[\ud800-\udfff]/.test(path))) return paths.sort();
  return paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function pathOf(problem: Problem): string {
  return 'path' in problem ? problem.path : '';
}

function utf16Order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function escaped(name: Buffer): string {
  return name.toString('latin1').replaceAll(/[^\x20-\x7e]/g, (c) => `\\x${(c.codePointAt(0) ?? 0).toString(16)}`);
}
