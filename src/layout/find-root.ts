import { existsSync, readdirSync, statSync, type Stats } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { UserError } from '../problems.ts';
import { environmentAmong, isNeverProject, isOfEnvironment } from './never-project.ts';
import { isManifestName } from './manifest-names.ts';
import { reachedFolders } from './reached-folders.ts';
import { isSideFolder } from './side-folders.ts';

/** As deep as the projects we know of keep manage.py, with room. */
const DEEPEST = 6;

/**
 * Climbs from a folder (or file) to the root of its project: the git top level, so that all the project reads comes
 * along; without git the outermost folder that has a dependency manifest or manage.py, not past the home folder or a
 * file system boundary. A repository that holds several Django projects (lessons, a monorepo) is not climbed into when
 * the folder below it is complete in itself.
 * @throws UserError project-folder-missing, project-folder-unreadable
 */
export function findProjectRoot(start: string): string {
  const folder = existingFolder(resolve(start));
  const above = ancestors(folder);
  const top = above.findIndex((each) => existsSync(join(each, '.git')));
  const outermost = top === -1 ? above.findLastIndex(looksLikeProject) : top;
  return climb(above.slice(0, Math.max(outermost, 0) + 1));
}

function existingFolder(path: string): string {
  const stats = statOf(path);
  if (stats === undefined) throw new UserError({ code: 'project-folder-missing', path });
  return stats.isDirectory() ? path : dirname(path);
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    throw new UserError({ code: 'project-folder-unreadable', path });
  }
}

/** The folder and those above it that may be the root: the home folder, temporary folder and file system root hold projects, they are none. */
function ancestors(folder: string): string[] {
  const device = statSync(folder).dev;
  const holders = new Set([homedir(), tmpdir(), parse(folder).root]);
  const found = [folder];
  for (let each = dirname(folder); !holders.has(each) && statSync(each).dev === device; each = dirname(each)) {
    found.push(each);
  }
  return found;
}

function looksLikeProject(folder: string): boolean {
  return namesIn(folder).some((name) => name === 'manage.py' || isManifestName(name));
}

/** The last of the folders, or the one below it which stopped the climb. */
function climb(folders: readonly string[]): string {
  return folders.find((folder, index) => standsAlone(folders, folder, index)) ?? folders.at(-1) ?? '.';
}

/**
 * Whether climbing on would only add other Django projects: the folder has a manage.py, and its manifest lies in it or
 * nowhere above either; or it has a manifest only, and above it there are several to choose from. One that installs from
 * beside it is not complete.
 */
function standsAlone(folders: readonly string[], folder: string, index: number): boolean {
  const next = folders[index + 1];
  const others = next === undefined ? 0 : managePys(next, folder).length;
  if (others === 0 || reachesOut(folders, index)) return false;
  const manifest = folders.slice(0, index + 1).some(holdsManifest);
  if (managePys(folder).length === 0) return manifest && others > 1;
  return manifest || !folders.slice(index + 1).some(holdsManifest);
}

/** Whether a manifest of the folder, or of one climbed from, installs what lies beside the folder, yet among those to climb into. */
function reachesOut(folders: readonly string[], index: number): boolean {
  const reached = folders.slice(0, index + 1).flatMap((each, at) => reachedFolders(each, folders.slice(at + 1)));
  const [folder = '.', top = '.'] = [folders[index], folders.at(-1)];
  return reached.some((path) => belowRoot(folder, path) === undefined && belowRoot(top, path) !== undefined);
}

function holdsManifest(folder: string): boolean {
  return namesIn(folder).some(isManifestName);
}

/** Every manage.py below a folder, tests' and examples' left aside, without what lies below `except`. */
function managePys(folder: string, except?: string, depth = 0): string[] {
  if (depth > DEEPEST || folder === except) return [];
  const entries = readEntries(folder);
  const environment = environmentAmong(entries);
  if (environment === 'whole') return [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === 'manage.py' && !entry.isDirectory()) return [path];
    const closed =
      isNeverProject(entry.name) ||
      isSideFolder(entry.name) ||
      (environment === 'parts' && isOfEnvironment(entry.name));
    return entry.isDirectory() && !closed ? managePys(path, except, depth + 1) : [];
  });
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function namesIn(folder: string): string[] {
  return readEntries(folder).map(({ name }) => name);
}

/** A path given from anywhere, as the one below root; undefined when it lies outside. */
export function belowRoot(root: string, path: string): string | undefined {
  const below = relative(root, resolve(path));
  return below.startsWith('..') ? undefined : below || '.';
}
