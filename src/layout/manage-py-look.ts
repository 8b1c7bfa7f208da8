import type { ProjectFiles } from '../values/project-files.ts';
import { importRoots } from './import-roots.ts';
import { frameworkOf } from './manage-py-framework.ts';
import { namedSettings } from './named-settings.ts';
import { folderOf, join } from './paths.ts';
import { projectCode, pythonSource, type ProjectCode } from './project-code.ts';
import { projectNames } from './project-names.ts';
import { importsOf } from './python-imports.ts';
import type { PythonSource } from './python-source.ts';
import { sideOf } from './side-folders.ts';

/** What reading one manage.py tells about it. */
export interface SeenManagePy {
  /** Path below root. */
  readonly path: string;
  /** Settings module it names, when it could be read. */
  readonly settings?: string;
  /** File of these settings. */
  readonly settingsFile?: string;
  /** The settings can be imported from its own folder. */
  readonly importsThem: boolean;
  /** What it is when it is not Django's. */
  readonly framework?: string;
  /** It names settings that have no file. */
  readonly stale: boolean;
  /** What it is when it is rarely the one meant: of tests, a sandbox, an example. */
  readonly aside?: string;
}

/** Reads one manage.py. */
export function lookAt(files: ProjectFiles, path: string): SeenManagePy {
  const source = pythonSource(files, path);
  const nothing = { path, stale: false, importsThem: false };
  if (source === undefined) return { ...nothing, framework: 'unreadable, or a link that leads nowhere' };
  const folder = folderOf(path);
  const code = projectCode(files, importRoots(files, folder, source));
  const named = namedSettings(source, projectNames(code, []));
  const alive = named.find(({ module }) => code.fileOf(module) !== undefined);
  const settings = (alive ?? named[0])?.module;
  const framework = frameworkOf(
    files,
    source,
    settings !== undefined,
    settings === undefined ? helpers(code, source) : [],
  );
  const settingsFile = settings === undefined ? undefined : code.fileOf(settings);
  const aside = asideOf(folder, settings);
  return {
    path,
    stale: named.length > 0 && !named.some(({ module }) => isAlive(code, module)),
    importsThem: settings !== undefined && projectCode(files, [folder]).fileOf(settings) !== undefined,
    ...(settings === undefined ? {} : { settings }),
    ...(settingsFile === undefined ? {} : { settingsFile }),
    ...(framework === undefined ? {} : { framework }),
    ...(aside === undefined ? {} : { aside }),
  };
}

function helpers(code: ProjectCode, source: PythonSource): PythonSource[] {
  return importsOf(source)
    .flatMap(({ module, names }) => [module, ...names.map((name) => `${module}.${name}`)])
    .map((module) => code.source(code.fileOf(module) ?? ''))
    .filter((each) => each !== undefined);
}

/** The module has a file, or its package (`config.settings` of `config.settings.local`) is there: the file may be git-ignored. */
function isAlive(code: ProjectCode, module: string): boolean {
  const parents = module.split('.').slice(0, -1);
  const folders = parents.length > 1 ? code.importRoots.map((root) => join(root, ...parents) ?? '') : [];
  return code.fileOf(module) !== undefined || folders.some((folder) => code.files.entry(folder)?.kind === 'directory');
}

/** By a folder it lies in, or by the package of its settings: a library's manage.py at its root is for its tests. */
function asideOf(folder: string, settings = ''): string | undefined {
  const byFolder = folder.split('/').find((name) => sideOf(name) !== undefined);
  if (byFolder !== undefined) return `${sideOf(byFolder)} (${byFolder}/)`;
  const bySettings = settings
    .split('.')
    .slice(0, -1)
    .find((name) => /^(a test project|a sandbox)$/.test(sideOf(name) ?? ''));
  return bySettings === undefined ? undefined : `${sideOf(bySettings)} (its settings are ${settings})`;
}
