import type { Dependencies } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { normalizedName } from './dependencies/requirement.ts';
import { distributionName } from './distributions/distribution-name.ts';
import { isStandardLibrary } from './guessed/standard-library.ts';
import { filesBesideCode } from './files-by-kind.ts';
import { folderOf, join, nameOf } from './paths.ts';
import { hasTop, type ProjectCode } from './project-code.ts';
import { importsOf } from './python-imports.ts';
import { findAll, type PythonSource } from './python-source.ts';
import { stringsOf } from './python-strings.ts';
import { settingValues } from './settings-code.ts';
import { isSideFolder } from './side-folders.ts';

const MANIFESTS = ['setup.py', 'pyproject.toml', 'setup.cfg'];

/**
 * Folders of distributions elsewhere in the tree whose packages the settings import, or name as apps, and that nothing
 * puts on the import path: a monorepo's Dockerfile installs them from where it copied or built them.
 */
export function importedBeside(
  code: ProjectCode,
  sources: readonly PythonSource[],
  { requirements }: Dependencies,
): string[] {
  const installed = new Set(requirements.map(({ name }) => name));
  const wanted = [...new Set(sources.flatMap((source) => [...importedBy(source), ...appsIn(source)]))].filter(
    (name) => /^\w+$/.test(name) && !isStandardLibrary(name) && !hasTop(code, name),
  );
  const manifests = foldersWithManifest(code.files);
  const folders = wanted.flatMap((name) => distributionsOf(code.files, manifests, name));
  return [...new Set(folders)].filter((folder) => {
    const name = distributionName(code.files, folder);
    return name === undefined || !installed.has(normalizedName(name));
  });
}

function importedBy(source: PythonSource): string[] {
  return importsOf(source).map(({ module }) => module.split('.')[0] ?? '');
}

function appsIn(source: PythonSource): string[] {
  return settingValues([source], 'INSTALLED_APPS')
    .flatMap(({ value }) => findAll(value, 'String'))
    .flatMap((node) => stringsOf(source, node))
    .map((app) => app.split('.')[0] ?? '');
}

/** Those of tests and examples aside: few, so they are looked through for a package and not the tree. */
function foldersWithManifest(files: ProjectFiles): string[] {
  const manifests = filesBesideCode(files).filter(
    ({ path, kind }) => kind === 'file' && MANIFESTS.includes(nameOf(path)),
  );
  const folders = new Set(manifests.map(({ path }) => folderOf(path)));
  return [...folders].filter((folder) => !folder.split('/').some(isSideFolder));
}

/** The folder that holds a package of that name beside its manifest, or in `src`; none when there are several. */
function distributionsOf(files: ProjectFiles, manifests: readonly string[], name: string): string[] {
  const isThere = (path: string): boolean => files.entry(`${path}/${name}/__init__.py`) !== undefined;
  const found = manifests.filter((folder) => isThere(folder) || isThere(join(folder, 'src') ?? folder));
  return found.length === 1 ? found : [];
}
