import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';
import type { Declared } from './declared.ts';
import { pyprojectDeclared } from './pyproject.ts';
import { setupCfgDeclared } from './setup-cfg.ts';
import { setupPyDeclared } from './setup-py.ts';

/** What the manifests of a folder declare: the first of pyproject.toml, setup.cfg and setup.py that names something; undefined when there are none of them. */
export function declaredIn(files: ProjectFiles, folder: string): Declared | undefined {
  const all = manifestsIn(files, folder);
  return all.find(namesSomething) ?? all[0];
}

/** Each manifest of a folder that names something, the one that says most first. */
export function everyDeclaredIn(files: ProjectFiles, folder: string): Declared[] {
  return manifestsIn(files, folder).filter(namesSomething);
}

function manifestsIn(files: ProjectFiles, folder: string): Declared[] {
  const readers = { 'pyproject.toml': pyprojectDeclared, 'setup.cfg': setupCfgDeclared, 'setup.py': setupPyDeclared };
  return Object.entries(readers).flatMap(([name, read]) => {
    const path = join(folder, name);
    return path === undefined || files.readText(path) === undefined ? [] : [read(files, path)];
  });
}

function namesSomething({ wanted, groups, from }: Declared): boolean {
  return wanted.length > 0 || from.length > 0 || groups.some((group) => group.wanted.length > 0);
}
