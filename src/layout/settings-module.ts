import { UserError } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import { mentions, namedSettings, SETTINGS_VARIABLE, type NamedSettings } from './named-settings.ts';
import type { ProjectCode } from './project-code.ts';
import { moduleOf, projectNames } from './project-names.ts';
import { absoluteModule, importsOf } from './python-imports.ts';
import type { PythonSource } from './python-source.ts';
import { serverFiles } from './server-files.ts';
import { settingsNear } from './settings-candidates.ts';
import { purposeOf, stageOf } from './settings-stage.ts';
import { namedInFiles, type NamedInFile } from './variable-files.ts';

/** The settings module that manage.py takes, and what else was named. */
export interface FoundSettings {
  readonly settings: Fact<string>;
  readonly considered: readonly Considered[];
}

/**
 * The settings module that manage.py names, itself or by the code that it imports; when both leave that to the
 * environment, the one that `.env` names, else wsgi.py or asgi.py, else another file of variables, else what says how
 * the project is run (a Dockerfile, a Procfile); else the only settings there are.
 * @throws UserError settings-unknown
 */
export function findSettingsModule(code: ProjectCode, managePy: string): FoundSettings {
  const own = namedInCode(code, managePy, []);
  if (own.length > 0) return found(code, own);
  const why = `${managePy} names none itself`;
  const groups: readonly (() => readonly NamedSettings[])[] = [
    () => helpersOf(code, managePy).flatMap((file) => namedInCode(code, file, [managePy])),
    () => inFiles(code, 'dotenv'),
    () => serverFiles(code).flatMap((file) => namedInCode(code, file, [])),
    () => inFiles(code, 'variables'),
    () => inFiles(code, 'deployment'),
  ];
  for (const read of groups) {
    const named = read();
    if (named.length > 0) return found(code, named, why);
  }
  return { settings: onlySettings(code, managePy), considered: [] };
}

/** Of the modules of one package, the only one whose name says production. */
function onlyProduction(modules: readonly string[]): string | undefined {
  const packages = new Set(modules.map((module) => module.split('.').slice(0, -1).join('.')));
  const found = modules.filter((module) => stageOf(module) === 'production');
  return packages.size === 1 && found.length === 1 ? found[0] : undefined;
}

function onlySettings(code: ProjectCode, managePy: string): Fact<string> {
  const modules = settingsNear(code);
  const [only] = modules;
  const production = modules.length > 1 ? onlyProduction(modules) : undefined;
  if (production !== undefined) {
    const origin = { file: code.fileOf(production) ?? managePy };
    return {
      value: production,
      origin,
      why: 'nothing names settings; of those beside each other, the only ones for production',
    };
  }
  if (only === undefined || modules.length > 1) {
    throw new UserError({ code: 'settings-unknown', managePy, candidates: modules });
  }
  const file = code.fileOf(only);
  const why = `${managePy} names none; these are the only settings`;
  return { value: only, origin: file === undefined ? 'default' : { file }, why };
}

function namedInCode(code: ProjectCode, file: string, callers: readonly string[]): NamedSettings[] {
  const text = code.files.readText(file);
  if (text === undefined || !(mentions({ text }, SETTINGS_VARIABLE) || text.includes('execute_manager'))) return [];
  const source = code.source(file);
  const calling = callers.map((each) => code.source(each)).filter((each) => each !== undefined);
  return source === undefined ? [] : namedSettings(source, projectNames(code, calling));
}

/** A file of variables that names what has no file is of another project. */
function inFiles(code: ProjectCode, kind: NamedInFile['kind']): NamedSettings[] {
  const [projectDir = '.'] = code.importRoots;
  const named = namedInFiles(code.files, projectDir, SETTINGS_VARIABLE).filter(
    (each) => each.kind === kind && code.fileOf(each.module) !== undefined,
  );
  // The file nearest to the root says it first; pick takes the last.
  return named.filter(({ module }, index) => named.findIndex((each) => each.module === module) === index).toReversed();
}

/** Of several branches the last that has a file, which is what holds when no variable is set; the tests' only when there is no other. */
function pick(code: ProjectCode, named: readonly NamedSettings[]): NamedSettings | undefined {
  const served = named.filter(({ module }) => stageOf(module) !== 'test');
  const meant = served.length > 0 ? served : named;
  const there = meant.filter(({ module }) => code.fileOf(module) !== undefined);
  return (there.length > 0 ? there : meant).at(-1);
}

function found(code: ProjectCode, named: readonly NamedSettings[], why?: string): FoundSettings {
  const chosen = pick(code, named);
  if (chosen === undefined) throw new Error('nothing to choose from');
  const others = named.filter(
    ({ module }, index) => module !== chosen.module && named.findIndex((each) => each.module === module) === index,
  );
  return {
    settings: { value: chosen.module, origin: chosen.origin, ...(why === undefined ? {} : { why }) },
    considered: others.map(({ module, origin }) => ({
      fact: 'settingsModule',
      value: module,
      origin,
      why: whyNot(code, { module, origin }, chosen),
    })),
  };
}

function whyNot(code: ProjectCode, { module, origin }: NamedSettings, chosen: NamedSettings): string {
  if (stageOf(module) === 'test') return purposeOf(module);
  if (code.fileOf(module) === undefined) return 'it has no file';
  const isBranch = origin.file === chosen.origin.file;
  return `${chosen.module} ${isBranch ? 'is taken unless a condition says otherwise' : 'is what holds by default'}`;
}

/** Files of the project that manage.py imports from, and those that these import from. */
function helpersOf(code: ProjectCode, managePy: string): string[] {
  const first = importedFiles(code, code.source(managePy));
  const second = first.flatMap((file) => importedFiles(code, code.source(file)));
  return [...new Set([...first, ...second])].filter((file) => file !== managePy);
}

function importedFiles(code: ProjectCode, source: PythonSource | undefined): string[] {
  if (source === undefined) return [];
  const [importer, isPackage] = [moduleOf(code, source.path), source.path.endsWith('/__init__.py')];
  return importsOf(source)
    .flatMap(({ module, names }) => [module, ...names.map((name) => `${module.replace(/\.$/, '')}.${name}`)])
    .map((module) => code.fileOf(absoluteModule(importer, isPackage, module) ?? ''))
    .filter((file) => file !== undefined);
}
