import { UserError } from '../problems.ts';
import type { Fact } from '../values/fact.ts';
import { namedSettings } from './named-settings.ts';
import { folderOf, join } from './paths.ts';
import { place } from '../values/place.ts';
import type { ProjectCode } from './project-code.ts';
import { absoluteModule, importsOf } from './python-imports.ts';
import { findAll } from './python-source.ts';
import { productionNames, stageOf } from './settings-stage.ts';

/**
 * The settings module the image uses. In this order: `--settings`; what manage.py names, when its name does not say
 * development; else what wsgi.py or asgi.py beside the settings names for production; else the module of the same
 * name for production (`local` → `production`, `settings_dev` → `settings_prod`); else the same as manage.py's.
 * @throws UserError settings-file-missing
 */
export function findProductionSettings(
  code: ProjectCode,
  named: Fact<string>,
  option: string | undefined,
): Fact<string> {
  if (option !== undefined) return fromOption(code, option);
  const chosen = sibling(code, named.value) ?? named;
  if (code.fileOf(chosen.value) !== undefined) return chosen;
  throw new UserError({
    code: 'settings-file-missing',
    module: named.value,
    namedAt: place(named.origin),
    candidates: neighbours(code, named.value),
  });
}

/** A module of an installed package is nobody's to check; one of a package of the project is. */
function fromOption(code: ProjectCode, option: string): Fact<string> {
  const missing = code.fileOf(option) === undefined && code.fileOf(option.split('.')[0] ?? '') !== undefined;
  if (!missing) return { value: option, origin: { option: '--settings' } };
  const candidates = neighbours(code, option);
  throw new UserError({ code: 'settings-file-missing', module: option, namedAt: '--settings', candidates });
}

function sibling(code: ProjectCode, module: string): Fact<string> | undefined {
  const stage = stageOf(module);
  if (stage === 'production') return undefined;
  const developing = stage === 'development' || stage === 'shared' || importsDevelopment(code, module);
  const served = serverSettings(code, module).find((each) => stageOf(each.value) === 'production');
  if (served !== undefined) return { ...served, why: `manage.py names ${module}, the server ${served.value}` };
  if (!developing) return undefined;
  const names = stage === 'unknown' ? productionNames(`${module}.local`) : productionNames(module);
  const found = names.find((name) => holdsSettings(code, name));
  if (found === undefined) return undefined;
  const file = code.fileOf(found);
  return {
    value: found,
    origin: file === undefined ? 'default' : { file },
    why: `${module} is for ${stage === 'shared' ? 'all stages' : 'development'}; this one beside it is for production`,
  };
}

/** A package with an empty `__init__.py` (one that holds a module for each host) is no settings module. */
function holdsSettings(code: ProjectCode, module: string): boolean {
  const file = code.fileOf(module);
  const source = file === undefined ? undefined : code.source(file);
  if (source === undefined) return false;
  return findAll(source.top, 'AssignStatement').length > 0 || importsOf(source).length > 0;
}

/** `settings/__init__.py` that only takes over its development module. */
function importsDevelopment(code: ProjectCode, module: string): boolean {
  const file = code.fileOf(module);
  const source = file?.endsWith('/__init__.py') === true ? code.source(file) : undefined;
  if (source === undefined) return false;
  return importsOf(source).some(
    ({ module: taken, names }) =>
      names.includes('*') && stageOf(absoluteModule(module, true, taken) ?? '') === 'development',
  );
}

/** What wsgi.py and asgi.py of the settings' package name. */
function serverSettings(code: ProjectCode, module: string): Fact<string>[] {
  const top = module.split('.')[0] ?? '';
  const folders = code.importRoots.flatMap((root) => [join(root, top), root]).filter((each) => each !== undefined);
  return [...new Set(folders)]
    .flatMap((folder) => [join(folder, 'wsgi.py'), join(folder, 'asgi.py')])
    .map((file) => (file === undefined ? undefined : code.source(file)))
    .filter((source) => source !== undefined)
    .flatMap((source) => namedSettings(source))
    .filter(({ module: each }) => holdsSettings(code, each))
    .map(({ module: value, origin }) => ({ value, origin }));
}

/** Modules beside one that has no file. */
function neighbours(code: ProjectCode, module: string): string[] {
  const parent = module.split('.').slice(0, -1).join('.');
  const folder = code.fileOf(parent)?.replace(/\/__init__\.py$/, '');
  if (folder === undefined) return [];
  return code.files.list
    .filter(({ path, kind }) => kind === 'file' && folderOf(path) === folder && /\/(?!__)\w+\.py$/.test(path))
    .map(({ path }) => path.slice(folder.length + 1, -'.py'.length))
    .filter((name) => stageOf(name) !== 'unknown' || name.includes('settings'))
    .map((name) => `${parent}.${name}`);
}
