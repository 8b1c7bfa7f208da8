import type { Requirement } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { join, nameOf } from '../paths.ts';
import { parseRequirement } from './requirement.ts';
import { at, strings, tableOf } from './toml.ts';

/** A folder of the project that pip could install. */
export interface LocalProject {
  /** Folder below root from which its packages are imported: `src` in it when the packages lie there. */
  readonly importPath: string;
  readonly files: readonly string[];
  readonly requirements: readonly Requirement[];
}

/** Reads a folder as a Python project of its own; undefined when it has no pyproject.toml, setup.cfg or setup.py. */
export function localProject(files: ProjectFiles, folder: string): LocalProject | undefined {
  const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py']
    .map((name) => join(folder, name))
    .filter((path) => path !== undefined)
    .filter((path) => files.readText(path) !== undefined);
  if (manifests.length === 0) return undefined;
  return {
    importPath: importPathOf(files, folder),
    files: manifests,
    requirements: manifests.flatMap((path) => declared(files, path)),
  };
}

/** The folder that makes a local project importable without installing it. */
export function importPathOf(files: ProjectFiles, folder: string): string {
  const source = join(folder, 'src') ?? folder;
  const packages = files.list.some(
    ({ path }) => path.startsWith(`${source}/`) && /^[^/]+\/__init__\.py$/.test(path.slice(source.length + 1)),
  );
  return packages ? source : folder;
}

function declared(files: ProjectFiles, path: string): Requirement[] {
  const lines =
    nameOf(path) === 'pyproject.toml'
      ? strings(at(tableOf(files, path), 'project', 'dependencies'))
      : installRequires(files.readText(path) ?? '');
  return lines.map(parseRequirement).filter((each) => each !== undefined);
}

/** What setup.cfg and setup.py list under install_requires, as far as it stands there in so many words. */
export function installRequires(text: string): string[] {
  const list = /install_requires\s*=\s*(?:\[([^\]]*)\]|((?:[ \t]*\n?[ \t]+[^\n]+)+))/.exec(text);
  if (list === null) return [];
  if (list[2] !== undefined)
    return list[2]
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return [...(list[1] ?? '').matchAll(/(['"])(.*?)\1/g)].map((match) => match[2] ?? '');
}
