import { readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UserError, type Problem } from '../problems.ts';
import type { FileStamp, ListedFiles, ProjectFile } from '../values/project-files.ts';
import { decodeText } from './decode-text.ts';
import { withoutEndlessRuns } from './endless-runs.ts';
import { walkFolder, type Walked } from './walk-folder.ts';

/** Text larger than this is no manifest and no settings file. */
const MOST_TEXT = 16 * 1024 * 1024;

/**
 * Lists a project folder once; reads only, follows no symlink.
 * @throws UserError project-folder-missing
 */
export async function listProjectFiles(root: string): Promise<ListedFiles> {
  const folder = resolve(root);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError({ code: 'project-folder-missing', path: folder });
  }
  return viewOf(folder, walkFolder(folder));
}

/** What is not asked for is not made: sorted and indexed is only what is gone through. */
function viewOf(root: string, walked: Walked): ListedFiles {
  let byPath: ReadonlyMap<string, ProjectFile> | undefined;
  let list: readonly ProjectFile[] | undefined;
  const indexed = (): ReadonlyMap<string, ProjectFile> =>
    (byPath ??= new Map(walked.found.map((file) => [file.path, file])));
  const entry = (path: string): ProjectFile | undefined => indexed().get(path);
  const texts = new Map<string, string | undefined>();
  return {
    root,
    get list() {
      return (list ??= inByteOrder(indexed()));
    },
    problems: walked.problems.toSorted((a, b) => utf16Order(pathOf(a), pathOf(b))),
    entry,
    get fingerprint() {
      return `${walked.found.map(lineOf).join('\n')}\n${JSON.stringify(walked.problems)}`;
    },
    stamp: (path) => stampOf(root, entry(path)),
    readText(path) {
      if (!texts.has(path)) texts.set(path, readText(root, entry(path)));
      return texts.get(path);
    },
  };
}

/** Names may hold all signs but the slash, so two slashes end them. */
function lineOf({ path, kind, target, isUnreadable, isVirtualEnvironment }: ProjectFile): string {
  if (kind === 'file' && isUnreadable === undefined && isVirtualEnvironment === undefined) return path;
  return `${path}//${kind}//${target ?? ''}//${isUnreadable === true}//${isVirtualEnvironment === true}`;
}

function readText(root: string, file: ProjectFile | undefined): string | undefined {
  const found = textFile(root, file);
  try {
    return found === undefined ? undefined : withoutEndlessRuns(decodeText(readFileSync(found.path)));
  } catch {
    return undefined;
  }
}

function stampOf(root: string, file: ProjectFile | undefined): FileStamp | undefined {
  const stats = textFile(root, file)?.stats;
  return stats === undefined ? undefined : { size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs };
}

/** Where a file's text lies, which of a link is elsewhere; undefined for what has none of the project's. */
function textFile(root: string, file: ProjectFile | undefined): { path: string; stats: Stats } | undefined {
  if (file === undefined || (file.kind !== 'file' && file.kind !== 'symlink')) return undefined;
  try {
    const path = file.kind === 'file' ? `${root}/${file.path}` : insideOf(root, file.path);
    const stats = path === undefined ? undefined : statSync(path);
    if (path === undefined || !stats?.isFile() || stats.size > MOST_TEXT) return undefined;
    return { path, stats };
  } catch {
    return undefined;
  }
}

/** A link that leaves the root, or that loops (ELOOP), is none of the project's text. */
function insideOf(root: string, path: string): string | undefined {
  const real = realpathSync(resolve(root, path));
  return relative(realpathSync(root), real).split(sep)[0] === '..' ? undefined : real;
}

/** UTF-16 order, which is what a plain sort goes by, is byte order as long as no name holds a surrogate; it is much faster. */
function inByteOrder(byPath: ReadonlyMap<string, ProjectFile>): readonly ProjectFile[] {
  const paths = [...byPath.keys()];
  if (/[\ud800-\udfff]/.test(paths.join(''))) paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  else paths.sort();
  return paths.flatMap((path) => byPath.get(path) ?? []);
}

function pathOf(problem: Problem): string {
  return 'path' in problem ? problem.path : '';
}

function utf16Order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
