import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';

/** How each kind of manifest is asked, the one that counts most first. */
export type Readers<T> = Readonly<
  Record<'pyproject.toml' | 'setup.py' | 'setup.cfg', (files: ProjectFiles, path: string) => readonly T[]>
>;

/** What the manifests of a folder that are there answer. */
export function inManifests<T>(files: ProjectFiles, folder: string, readers: Readers<T>): T[] {
  return Object.entries(readers).flatMap(([name, read]) => {
    const path = join(folder, name);
    return path === undefined || files.readText(path) === undefined ? [] : read(files, path);
  });
}
