import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';

/** The folder that makes a local project importable without installing it: `src` in it when its packages lie there. */
export function importPathOf(files: ProjectFiles, folder: string): string {
  const source = join(folder, 'src') ?? folder;
  const packages = files.list.some(
    ({ path }) => path.startsWith(`${source}/`) && /^[^/]+\/__init__\.py$/.test(path.slice(source.length + 1)),
  );
  return packages ? source : folder;
}

/** Import paths of folders that a manifest in `folder` names, whatever lies outside of the project left out. */
export function importPathsOf(files: ProjectFiles, folder: string, named: readonly unknown[]): string[] {
  const inside = named.flatMap((path) => (typeof path === 'string' ? (join(folder, path) ?? []) : []));
  return [...new Set(inside.map((each) => importPathOf(files, each)))];
}

/** A project of the `src` layout is importable only once it is installed; any other one by the folder it lies in. */
export function ownImportPath(files: ProjectFiles, folder: string): string[] {
  const own = importPathOf(files, folder);
  return own === folder ? [] : [own];
}
