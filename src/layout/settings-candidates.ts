import { folderOf } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { absoluteModule, importsOf } from './python-imports.ts';
import { findAll, textOf, type PythonSource } from './python-source.ts';
import { moduleOf } from './project-names.ts';
import { sideOf } from './side-folders.ts';
import { stageOf } from './settings-stage.ts';
import { pythonFiles } from './files-by-kind.ts';

/** What every project sets and an app's own settings.py does not. */
const mark = /^(INSTALLED_APPS|ROOT_URLCONF)$/;

/**
 * The settings modules near manage.py, production ones first: those that set what every project sets, and those that
 * lie beside them or are called settings and take everything over from one (`from .base import *`).
 */
export function settingsNear(code: ProjectCode): string[] {
  const [projectDir = '.'] = code.importRoots;
  const prefix = projectDir === '.' ? '' : `${projectDir}/`;
  const near = pythonFiles(code.files)
    .filter(({ path, kind }) => kind === 'file' && path.startsWith(prefix))
    .map(({ path }) => path)
    .filter((path) => !isAside(path.slice(prefix.length)));
  const whole = near.filter((path) => mayHold(path.slice(prefix.length)) && isSettings(code, path));
  const folders = new Set(whole.map(folderOf));
  const taking = near.filter(
    (path) =>
      (folders.has(folderOf(path)) || mayHold(path.slice(prefix.length))) &&
      !whole.includes(path) &&
      takesOver(code, path, whole),
  );
  const stages = ['production', 'unknown', 'shared', 'staging', 'development', 'test'];
  return [...whole, ...taking]
    .map((path) => moduleOf(code, path))
    .toSorted((a, b) => stages.indexOf(stageOf(a)) - stages.indexOf(stageOf(b)) || (a < b ? -1 : 1));
}

function isAside(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((name) => sideOf(name) !== undefined);
}

/** `settings.py`, `prod_settings.py`, what lies in a folder called settings, conf or config: near the folder of manage.py. */
function mayHold(path: string): boolean {
  return (
    path.split('/').length <= 4 && /(^|\/)(\w*settings\w*\.py|(settings|conf|config)\/(\w+\/)?\w+\.py)$/.test(path)
  );
}

/** Whether a file sets what every project sets. */
export function isSettings(code: ProjectCode, path: string): boolean {
  const text = code.files.readText(path);
  if (text === undefined || !/INSTALLED_APPS|ROOT_URLCONF/.test(text)) return false;
  const source = code.source(path);
  return source !== undefined && assignedNames(source).some((name) => mark.test(name));
}

function assignedNames(source: PythonSource): string[] {
  return findAll(source.top, 'AssignStatement').map(({ firstChild }) =>
    firstChild === null ? '' : textOf(source, firstChild),
  );
}

function takesOver(code: ProjectCode, path: string, whole: readonly string[]): boolean {
  const source = code.files.readText(path)?.includes('import *') === true ? code.source(path) : undefined;
  if (source === undefined) return false;
  const module = moduleOf(code, path);
  return importsOf(source).some(({ module: from, names }) => {
    if (!names.includes('*')) return false;
    const file = code.fileOf(absoluteModule(module, path.endsWith('/__init__.py'), from) ?? '');
    return file !== undefined && (whole.includes(file) || folderOf(file) === folderOf(path));
  });
}
