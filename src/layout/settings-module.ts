import { UserError } from '../problems.ts';
import type { Fact } from '../values/fact.ts';
import { namedSettings, type NamedSettings } from './named-settings.ts';
import { folderOf, join } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { importsOf } from './python-imports.ts';
import { findAll, textOf } from './python-source.ts';
import { stageOf } from './settings-stage.ts';

/**
 * The settings module that manage.py names; when it leaves that to code of the project, the one that code, wsgi.py or
 * asgi.py names; else the only settings there are.
 * @throws UserError settings-unknown
 */
export function findSettingsModule(code: ProjectCode, managePy: string): Fact<string> {
  const fromManage = pick(code, namedIn(code, managePy));
  if (fromManage !== undefined) return { value: fromManage.module, origin: fromManage.origin };
  const fromHelpers = pick(
    code,
    [...helpersOf(code, managePy), ...serverFiles(code)].flatMap((file) => namedIn(code, file)),
  );
  if (fromHelpers !== undefined) {
    return { value: fromHelpers.module, origin: fromHelpers.origin, why: `${managePy} names none itself` };
  }
  const modules = settingsIn(code);
  const [only] = modules;
  if (only === undefined || modules.length > 1)
    throw new UserError({ code: 'settings-unknown', managePy, candidates: modules });
  const file = code.fileOf(only);
  return {
    value: only,
    origin: file === undefined ? 'default' : { file },
    why: `${managePy} names none; these are the only settings`,
  };
}

function namedIn(code: ProjectCode, file: string): NamedSettings[] {
  const source = code.source(file);
  return source === undefined ? [] : namedSettings(source);
}

/** Of several (branches for tests, for a host) the one for production, else the last that has a file; the tests' only when there is no other. */
function pick(code: ProjectCode, named: readonly NamedSettings[]): NamedSettings | undefined {
  const served = named.filter(({ module }) => stageOf(module) !== 'test');
  const meant = served.length > 0 ? served : named;
  const there = meant.filter(({ module }) => code.fileOf(module) !== undefined);
  const known = there.length > 0 ? there : meant;
  return known.find(({ module }) => stageOf(module) === 'production') ?? known.at(-1);
}

/** Files of the project that manage.py imports from. */
function helpersOf(code: ProjectCode, managePy: string): string[] {
  const source = code.source(managePy);
  if (source === undefined) return [];
  return importsOf(source)
    .flatMap(({ module, names }) => [module, ...names.map((name) => `${module}.${name}`)])
    .map((module) => code.fileOf(module))
    .filter((file) => file !== undefined);
}

/** wsgi.py and asgi.py in the folder of manage.py and in the packages in it. */
function serverFiles(code: ProjectCode): string[] {
  return packagesOf(code).flatMap((folder) =>
    ['wsgi.py', 'asgi.py']
      .map((name) => join(folder, name))
      .filter((file) => file !== undefined && code.files.entry(file) !== undefined),
  ) as string[];
}

function packagesOf(code: ProjectCode): string[] {
  const [projectDir = '.'] = code.importRoots;
  const below = code.files.list.filter(({ path, kind }) => kind === 'directory' && folderOf(path) === projectDir);
  return [projectDir, ...below.map(({ path }) => path)];
}

/** Modules called settings that set what every project sets, near manage.py: an app's own settings.py does not. */
function settingsIn(code: ProjectCode): string[] {
  const [projectDir = '.'] = code.importRoots;
  const prefix = projectDir === '.' ? '' : `${projectDir}/`;
  return code.files.list
    .filter(({ path }) => path.startsWith(prefix) && path.slice(prefix.length).split('/').length <= 3)
    .filter(({ path }) => /(^|\/)(settings\.py|settings\/\w+\.py|conf\/\w+\.py)$/.test(path))
    .filter(({ path }) => isSettings(code, path))
    .map(({ path }) =>
      path
        .slice(prefix.length)
        .replace(/(\/__init__)?\.py$/, '')
        .replaceAll('/', '.'),
    );
}

function isSettings(code: ProjectCode, path: string): boolean {
  const source = code.source(path);
  if (source === undefined || !/INSTALLED_APPS|ROOT_URLCONF/.test(source.text)) return false;
  return findAll(source.top, 'AssignStatement').some((statement) =>
    /^(INSTALLED_APPS|ROOT_URLCONF)$/.test(statement.firstChild === null ? '' : textOf(source, statement.firstChild)),
  );
}
