import { isRequirementsFolder, isRequirementsName } from '../manifest-names.ts';
import { folderOf, nameOf } from '../paths.ts';
import { isForDevelopment, isForProduction } from './production-groups.ts';

/** A requirements file and how likely it is the one that a server installs: 0 is the likeliest. */
export interface RankedFile {
  readonly path: string;
  readonly rank: number;
}

/**
 * The requirements files that belong to a folder (in it, or in its `requirements/`), the likeliest first:
 * requirements.lock, requirements.txt, one that is named for production, one for all (base, common), any other; what pip-compile reads
 * (.in) after all that are installed as they are. Those for development, tests and documentation are left out, and so
 * are constraints.
 */
export function requirementsFilesOf(folder: string, paths: readonly string[]): RankedFile[] {
  return paths
    .filter((path) => isRequirementsOf(folder, path) && !isLeftOut(nameOf(path)))
    .map((path) => ({ path, rank: rankOf(path, folder) }))
    .toSorted((a, b) => a.rank - b.rank);
}

/** Whether a file of that name is for people who develop, or only narrows versions. */
export function isLeftOut(name: string): boolean {
  return isForDevelopment(name) || /(^|[-_.])(constraints?|overrides?|uninstall)([-_.]|$)/i.test(name);
}

function isRequirementsOf(folder: string, path: string): boolean {
  const parent = folderOf(path);
  if (parent === folder) return isRequirementsName(nameOf(path));
  return folderOf(parent) === folder && isRequirementsFolder(nameOf(parent)) && /\.(txt|in|pip|lock)$/.test(path);
}

function rankOf(path: string, folder: string): number {
  const name = nameOf(path);
  const bare = /^req[a-z]*m[a-z]*\.\w+$/i.test(name);
  const nested = folderOf(path) !== folder;
  const kind = bare && !nested ? 0 : isForProduction(name) ? 1 : bare || isForAll(name) ? 2 : 3;
  // `production_worker.txt` is for another process than the site.
  const isOfOne = kind === 1 && /(worker|celery|beat|task|queue|cron)/i.test(name);
  // What a freeze made of the file of the same name, or Rye of pyproject.toml.
  const isLock = name.endsWith('.lock');
  return (
    kind + (nested && kind > 0 ? 0.5 : 0) + (isOfOne ? 0.25 : 0) + (name.endsWith('.in') ? 4 : 0) - (isLock ? 0.1 : 0)
  );
}

function isForAll(name: string): boolean {
  return /(^|[-_.])(base|common|main|default|all)\.\w+$/i.test(name);
}
