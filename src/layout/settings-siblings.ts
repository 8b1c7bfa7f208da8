import { folderOf, join } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { moduleOf } from './project-names.ts';
import { absoluteModule, importsOf } from './python-imports.ts';
import { findAll, textOf } from './python-source.ts';
import { isSettings, settingsNear } from './settings-candidates.ts';
import { settingsSources, settingValues } from './settings-code.ts';
import { productionNames, stageOf } from './settings-stage.ts';

/**
 * The modules for production that stand beside a settings module for development (or for all stages, or a package that
 * takes over its development module): those of the same name for production, those in a package of that name, and
 * without one those whose names say production among others (`heroku_production`). One that another of them takes over
 * is only what they share.
 */
export function productionSiblings(code: ProjectCode, module: string): string[] {
  const stage = stageOf(module);
  if (stage === 'production' || stage === 'staging') return [];
  const isPlain = stage === 'unknown';
  if (isPlain && !importsDevelopment(code, module) && !handsOnDebug(code, module)) return [];
  const names = isPlain ? productionNames(`${module}.local`) : productionNames(module);
  const exact = names.flatMap((name) => (holdsSettings(code, name) ? [name] : membersOf(code, name)));
  const loose = exact.length > 0 ? [] : looseNames(code, isPlain ? module : parentOf(module));
  const all = [exact, loose, isPlain ? farther(code) : []].find((each) => each.length > 0) ?? [];
  const whole = isPlain && isWhole(code, module) ? all.filter((each) => isWhole(code, each)) : all;
  const shared = whole.filter((each) => whole.some((other) => other !== each && takesOver(code, other, each)));
  return whole.filter((each) => !shared.includes(each));
}

/** What a package takes over one by one (`from .base import *`, then `from .production import *`) is no settings module alone. */
function isWhole(code: ProjectCode, module: string): boolean {
  return settingsSources(code, module).some(({ path }) => isSettings(code, path));
}

/** Settings in a package for production anywhere near manage.py: `project.production.settings`. */
function farther(code: ProjectCode): string[] {
  return settingsNear(code).filter((each) => stageOf(each) === 'production');
}

function parentOf(module: string): string {
  return module.split('.').slice(0, -1).join('.');
}

/** A package with an empty `__init__.py` (one that holds a module for each host) is no settings module. */
export function holdsSettings(code: ProjectCode, module: string): boolean {
  const file = code.fileOf(module);
  const source = file === undefined ? undefined : code.source(file);
  if (source === undefined) return false;
  return findAll(source.top, 'AssignStatement').length > 0 || importsOf(source).length > 0;
}

/** Modules in a package called `production`: one for each host or year. */
function membersOf(code: ProjectCode, name: string): string[] {
  return modulesIn(code, name)
    .filter((each) => /^(unknown|production)$/.test(stageOf(each)))
    .filter((each) => holdsSettings(code, each));
}

function looseNames(code: ProjectCode, parent: string): string[] {
  return settingsIn(code, parent).filter((each) => stageOf(each) === 'production');
}

/** Modules of a package that are settings by what they are called and hold. */
function settingsIn(code: ProjectCode, parent: string): string[] {
  const isPackage = /^(settings|conf|config|django)$/.test(parent.split('.').at(-1) ?? '');
  return modulesIn(code, parent)
    .filter((each) => isPackage || (each.split('.').at(-1) ?? '').includes('settings'))
    .filter((each) => holdsSettings(code, each));
}

/**
 * Settings beside a module for development that could be meant in its place: those whose names tell no stage (`docker`,
 * `heroku`) and that are whole or take over others, then what all stages share.
 */
export function otherSiblings(code: ProjectCode, module: string): string[] {
  const all = settingsIn(code, parentOf(module)).filter((each) => each !== module);
  const unknown = all.filter((each) => stageOf(each) === 'unknown' && isWholeSettings(code, each));
  return [...unknown, ...all.filter((each) => stageOf(each) === 'shared')];
}

/** It sets what every project sets, or takes over another that may. */
function isWholeSettings(code: ProjectCode, module: string): boolean {
  const file = code.fileOf(module);
  return takesAny(code, module) || (file !== undefined && isSettings(code, file));
}

/** Settings that all stages share and that run as they are: with a database, and with DEBUG written off. */
export function isLive(code: ProjectCode, module: string): boolean {
  const sources = settingsSources(code, module);
  const [debug, ...others] = settingValues(sources, 'DEBUG');
  const isOff = debug !== undefined && others.length === 0 && textOf(debug.source, debug.value) === 'False';
  return stageOf(module) === 'shared' && isOff && settingValues(sources, 'DATABASES').length > 0;
}

function takesAny(code: ProjectCode, module: string): boolean {
  return starImports(code, module).some((taken) => code.fileOf(taken) !== undefined);
}

/** The modules of a package that sets nothing itself. */
export function submodulesOfEmpty(code: ProjectCode, module: string): string[] {
  return holdsSettings(code, module) ? [] : modulesIn(code, module).filter((each) => holdsSettings(code, each));
}

/** The modules in a package, those of namespace packages too. */
export function modulesIn(code: ProjectCode, name: string): string[] {
  const below = name.replaceAll('.', '/');
  const folders = code.importRoots.map((root) => join(root, below));
  const folder = folders.find((each) => each !== undefined && code.files.entry(each)?.kind === 'directory');
  if (folder === undefined || name === '') return [];
  return code.files.list
    .filter(({ path, kind }) => kind === 'file' && folderOf(path) === folder && /\/(?!__)[\w-]+\.py$/.test(path))
    .map(({ path }) => `${name}.${path.slice(folder.length + 1, -'.py'.length)}`);
}

/** Whether a module takes another over with `from x import *`. */
export function takesOver(code: ProjectCode, module: string, taken: string): boolean {
  return starImports(code, module).includes(taken);
}

/**
 * Whether a module takes over what another is made of, which does nothing but hand that on: of `settings/__init__.py` with
 * `from .base import *` alone each module with the same line is more.
 */
export function takesOverSame(code: ProjectCode, module: string, other: string): boolean {
  return handedOn(code, other).some((taken) => takesOver(code, module, taken));
}

/** What a package takes over that sets nothing itself. */
function handedOn(code: ProjectCode, module: string): string[] {
  const file = code.fileOf(module);
  const source = file?.endsWith('/__init__.py') === true ? code.source(file) : undefined;
  const isBare = source !== undefined && findAll(source.top, 'AssignStatement').length === 0;
  return isBare ? starImports(code, module).filter((taken) => code.fileOf(taken) !== undefined) : [];
}

/** A package that hands on what all stages share, with DEBUG written on: that is for development. */
function handsOnDebug(code: ProjectCode, module: string): boolean {
  const [taken, ...others] = handedOn(code, module);
  if (taken === undefined || others.length > 0 || stageOf(taken) !== 'shared') return false;
  const [debug] = settingValues(settingsSources(code, taken), 'DEBUG');
  return debug !== undefined && textOf(debug.source, debug.value) === 'True';
}

function starImports(code: ProjectCode, module: string): string[] {
  const file = code.fileOf(module);
  const source = file === undefined ? undefined : code.source(file);
  if (source === undefined || file === undefined) return [];
  return importsOf(source)
    .filter(({ names }) => names.includes('*'))
    .map((each) => absoluteModule(moduleOf(code, file), file.endsWith('/__init__.py'), each.module) ?? '');
}

/** `settings/__init__.py` that takes over its development module, and a module that does nothing but choose one. */
function importsDevelopment(code: ProjectCode, module: string): boolean {
  const file = code.fileOf(module);
  if (file === undefined) return false;
  const isPackage = file.endsWith('/__init__.py');
  if (!isPackage && isSettings(code, file)) return false;
  return starImports(code, module).some(
    (taken) => stageOf(taken) === 'development' && (isPackage || code.fileOf(taken) !== undefined),
  );
}
