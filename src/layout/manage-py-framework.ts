import type { ProjectFiles } from '../values/project-files.ts';
import { folderOf } from './paths.ts';
import { importsOf } from './python-imports.ts';
import { calleeOf, findAll, type PythonSource } from './python-source.ts';

/** Packages that use the name manage.py for something else. */
const others: readonly (readonly [module: RegExp, name: string])[] = [
  [/^(flask_script|flask\.ext\.script)\b/, "Flask-Script's"],
  [/^(flask_migrate|flask)\b/, "Flask's"],
  [/^(fastapi|sanic|tornado|aiohttp|bottle|pyramid)\b/, "another framework's"],
];
const runsCommands =
  /(^|\.)(execute_from_command_line|execute_manager|ManagementUtility|call_command|configure|setup)$/;

/**
 * What a manage.py is when it is not Django's; undefined when it is. Django's names settings, runs Django's commands
 * (itself, or by the `helpers` that it imports from the project), or has settings beside it: one that leaves all to the
 * project's own code may not hold the word Django at all. A module of views may be called manage.py, too.
 */
export function frameworkOf(
  files: ProjectFiles,
  source: PythonSource,
  namesSettings: boolean,
  helpers: readonly PythonSource[],
): string | undefined {
  if (namesSettings) return undefined;
  const modules = importsOf(source).map(({ module }) => module);
  const importsDjango = modules.some(isDjango);
  if ([source, ...helpers].some(runsDjango)) return undefined;
  const other = others.find(([pattern]) => modules.some((module) => pattern.test(module)));
  if (other !== undefined && !importsDjango) return other[1];
  if (settingsBeside(files, folderOf(source.path))) return undefined;
  return importsDjango
    ? 'a module that imports Django, but runs none of its commands'
    : 'a script that neither imports Django nor names settings';
}

function isDjango(module: string): boolean {
  return /^(django|configurations)(\.|$)/.test(module);
}

/** Whether a file imports Django, and starts it: runs a command, configures it or sets it up. */
export function runsDjango(source: PythonSource): boolean {
  if (!importsOf(source).some(({ module }) => isDjango(module))) return false;
  return findAll(source.top, 'CallExpression').some((call) => runsCommands.test(calleeOf(source, call)));
}

/** Django's settings in a settings.py or a settings package in the folder or one level below it. */
function settingsBeside(files: ProjectFiles, folder: string): boolean {
  const prefix = folder === '.' ? '' : `${folder}/`;
  return files.list.some(({ path, kind }) => {
    if (kind !== 'file' || !path.startsWith(prefix)) return false;
    const below = /^([^/]+\/)?settings(\/\w+)?\.py$/.test(path.slice(prefix.length));
    return below && /INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE/.test(files.readText(path) ?? '');
  });
}
