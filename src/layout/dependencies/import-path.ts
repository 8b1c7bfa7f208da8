import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';
import { pythonFiles } from '../files-by-kind.ts';

/** The folder that makes a local project importable without installing it: `src` in it when its packages lie there. */
export function importPathOf(files: ProjectFiles, folder: string): string {
  const source = join(folder, 'src') ?? folder;
  return hasPackages(files, source) ? source : folder;
}

const PACKAGE = /^[^/]+\/__init__\.py$/;

function hasPackages(files: ProjectFiles, folder: string): boolean {
  const start = folder === '.' ? '' : `${folder}/`;
  return pythonFiles(files).some(
    ({ path }) => path.endsWith('/__init__.py') && path.startsWith(start) && PACKAGE.test(path.slice(start.length)),
  );
}

/** Import paths of folders that a manifest in `folder` names, whatever lies outside of the project left out. */
export function importPathsOf(files: ProjectFiles, folder: string, named: readonly unknown[]): string[] {
  const inside = named.flatMap((path) => (typeof path === 'string' ? (join(folder, path) ?? []) : []));
  return [...new Set(inside.map((each) => importPathOf(files, each)))];
}

/**
 * The folder by which the packages of a manifest's own project are importable, as they are once it is installed. Where that
 * is the folder of manage.py itself, it says nothing new.
 */
export function ownImportPath(files: ProjectFiles, folder: string): string[] {
  const own = importPathOf(files, folder);
  return own !== folder || hasPackages(files, folder) ? [own] : [];
}
