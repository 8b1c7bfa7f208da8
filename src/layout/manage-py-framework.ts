import type { ProjectFiles } from '../values/project-files.ts';
import { folderOf, nameOf } from './paths.ts';
import { importsOf } from './python-imports.ts';
import type { PythonSource } from './python-source.ts';

/** Packages that use the name manage.py for something else. */
const others: readonly (readonly [module: RegExp, name: string])[] = [
  [/^(flask_script|flask\.ext\.script)\b/, "Flask-Script's"],
  [/^(flask_migrate|flask)\b/, "Flask's"],
  [/^(fastapi|sanic|tornado|aiohttp|bottle|pyramid)\b/, "another framework's"],
];

/**
 * What a manage.py is when it is not Django's; undefined when it is. Django's imports django, names settings, or has
 * settings beside it: one that leaves all to the project's own code may not hold the word at all.
 */
export function frameworkOf(files: ProjectFiles, source: PythonSource, namesSettings: boolean): string | undefined {
  const modules = importsOf(source).map(({ module }) => module);
  const importsDjango = modules.some((module) => /^django\b/.test(module));
  if (importsDjango || namesSettings) return undefined;
  const other = others.find(([pattern]) => modules.some((module) => pattern.test(module)));
  if (other !== undefined) return other[1];
  return settingsBeside(files, folderOf(source.path))
    ? undefined
    : 'a script that neither imports Django nor names settings';
}

/** A settings.py (or a settings package) in the folder or one level below it. */
function settingsBeside(files: ProjectFiles, folder: string): boolean {
  const prefix = folder === '.' ? '' : `${folder}/`;
  return files.list.some(({ path, kind }) => {
    if (!path.startsWith(prefix) || kind === 'symlink') return false;
    const below = path.slice(prefix.length);
    return below.split('/').length <= 2 && /^settings(\.py)?$/.test(nameOf(below));
  });
}
