import { includedFiles } from './environment/included.ts';
import { literally } from './patterns.ts';
import { folderOf, join } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { moduleOf } from './project-names.ts';
import { isConditional } from './python-branches.ts';
import { absoluteModule, importsOf, type PythonImport } from './python-imports.ts';
import { argumentsOf, calleeOf, findAll, textOf, type PythonSource, type SyntaxNode } from './python-source.ts';
import { stringsOf, valuesOf } from './python-strings.ts';
import { stageOf } from './settings-stage.ts';

/** A value that the settings give a name, with the file it stands in. */
export interface Setting {
  readonly source: PythonSource;
  readonly value: SyntaxNode;
}

/**
 * The files that make up a settings module, what holds last first: the module, then what it takes over with
 * `from x import *` or derives a class from, and what `include("components/*.py")` of django-split-settings names,
 * but not what is taken over for tests alone (`if TESTING:`); of a module that hands on classes of django-configurations, what those are written in.
 */
export function settingsSources(code: ProjectCode, module: string): PythonSource[] {
  return sourcesOf(code, module, 0);
}

/** The same, with the files that single settings are taken from: `from .databases import DATABASES`. */
export function settingsWithPieces(code: ProjectCode, module: string): PythonSource[] {
  return sourcesOf(code, module, PIECES_DEEP);
}

/** Beyond those that a piece is itself put together from, modules hold the site's code. */
const PIECES_DEEP = 2;

/** Settings that facts are read from, and what INSTALLED_APPS is put together from; other names in capitals are constants of the site. */
const settingNames =
  /^(DEBUG|SECRET_KEY|ALLOWED_HOSTS|[AW]SGI_APPLICATION|LOGGING|DATABASES|TEMPLATES|STORAGES|CACHES|CHANNEL_LAYERS|HUEY|TASKS|RQ_QUEUES|Q_CLUSTER|WEBPACK_LOADER|\w*_?APPS|(MIDDLEWARE|STATIC|MEDIA|EMAIL|CELERY|BROKER|CSRF|SECURE|SESSION|DJANGO_VITE|WHITENOISE|TAILWIND)\w*)$/;

/** Whatever the environment holds. A function that makes INSTALLED_APPS (`INSTALLED_APPS = find_apps()`) counts as the setting. */
function takesSettings(taken: PythonImport, by: PythonSource): boolean {
  const { names, node } = taken;
  const makesApps = (name: string): boolean =>
    /^\w+$/.test(name) && new RegExp(`^INSTALLED_APPS\\b.*\\b${name}\\(`, 'm').test(by.text);
  const isTaken = settingsTaken(taken, by).length > 0 || names.some(makesApps);
  return isTaken && !isConditional(node) && !isInFunction(node);
}

/** What is taken for a setting: the name that its module has for it, and the setting's. */
function settingsTaken(taken: PythonImport, by: PythonSource): readonly (readonly [own: string, setting: string])[] {
  return taken.names
    .map((name) => [name, settingNamed(by, taken.renamed.get(name) ?? name)] as const)
    .filter(([, setting]) => settingNames.test(setting));
}

/** The setting that a name of a file becomes in the settings. */
function settingNamed({ takenAs }: PythonSource, name: string): string {
  return [...(takenAs ?? [])].find(([, own]) => own === name)?.[0] ?? name;
}

/** What a file takes over whole it holds under the same names. */
function handedOn({ takenAs }: PythonSource): Renamed {
  return [...(takenAs ?? [])].map(([setting, own]) => [own, setting]);
}

/** The file, with the names under which others take what it holds. */
function known(source: PythonSource, renamed: readonly (readonly [own: string, setting: string])[]): PythonSource {
  const more = renamed.filter(([own, setting]) => own !== setting).map(([own, setting]) => [setting, own] as const);
  return more.length === 0 ? source : { ...source, takenAs: new Map([...(source.takenAs ?? []), ...more]) };
}

function isInFunction({ parent }: SyntaxNode): boolean {
  return parent !== null && (parent.name === 'FunctionDefinition' || isInFunction(parent));
}

interface Visit {
  readonly seen: Map<string, PythonSource>;
  /** How many modules deep single settings are followed. */
  readonly deep: number;
}

function sourcesOf(code: ProjectCode, module: string, deep: number): PythonSource[] {
  const seen = new Map<string, PythonSource>();
  visit(code, module, { seen, deep });
  return [...seen.values()];
}

type Renamed = ReturnType<typeof settingsTaken>;

function visit(code: ProjectCode, name: string, by: Visit, renamed: Renamed = []): void {
  const file = code.fileOf(name);
  if (file !== undefined) visitFile(code, file, name, by, renamed);
}

function visitFile(code: ProjectCode, file: string, name: string, by: Visit, renamed: Renamed = []): void {
  const { seen, deep } = by;
  const before = seen.get(file);
  // What a later import takes over whole holds, where it has the name itself.
  if (before !== undefined) {
    const lacking = renamed.filter(([, setting]) => valuesOf(before, setting).length === 0);
    seen.set(file, known(before, lacking));
  }
  const plain = before === undefined ? code.source(file) : undefined;
  if (plain === undefined) return;
  const source = known(plain, renamed);
  seen.set(file, source);
  const isPackage = file.endsWith('/__init__.py');
  const bases = baseClasses(source);
  for (const taken of importsOf(source).toReversed()) {
    const { names, node } = taken;
    const absolute = absoluteModule(name, isPackage, taken.module);
    if (absolute === undefined || (stageOf(absolute) === 'test' && isConditional(node))) continue;
    const isWhole = names.includes('*') || names.some((each) => bases.has(each));
    if (isWhole || (isAsked(source) && holdsClass(code, absolute, names))) visit(code, absolute, by, handedOn(source));
    else if (!isComplete(source) && holdsClass(code, absolute, names)) visitConfigured(code, absolute, by);
    else if (deep > 0 && takesSettings(taken, source))
      visit(code, absolute, { seen, deep: deep - 1 }, settingsTaken(taken, source));
  }
  for (const included of includedBy(code, source, name)) {
    const isPart = !takesByName(source);
    visitFile(code, included, isPart ? moduleBeside(name, isPackage, included) : moduleOf(code, included), by);
  }
}

/** Whether it answers each name as Django asks for it, from objects of the classes that it imports. */
function isAsked({ text }: PythonSource): boolean {
  return /^def __getattr__\(/m.test(text);
}

/** Whether it sets what every project sets: then it does not only hand on what another module holds. */
function isComplete({ text }: PythonSource): boolean {
  return /^(INSTALLED_APPS|ROOT_URLCONF)\b/m.test(text);
}

/** Whether a module of the project writes one of these as a class. */
function holdsClass(code: ProjectCode, module: string, names: readonly string[]): boolean {
  const classes = names.filter((name) => /^[A-Z]\w*$/.test(name));
  const file = classes.length === 0 ? undefined : code.fileOf(module);
  const text = file === undefined ? '' : (code.files.readText(file) ?? '');
  return classes.some((name) => new RegExp(`^class ${literally(name)}\\(`, 'm').test(text));
}

/** A module whose class is handed on is settings when the class comes from django-configurations, by whatever way. */
function visitConfigured(code: ProjectCode, module: string, { seen, deep }: Visit): void {
  const further = new Map(seen);
  visit(code, module, { seen: further, deep });
  if ([...further.values()].some(({ text }) => /^\s*(from|import) configurations\b/m.test(text))) {
    for (const [file, source] of further) seen.set(file, source);
  }
}

/** Settings written as classes take over those that they derive from. */
function baseClasses(source: PythonSource): Set<string> {
  const bases = findAll(source.top, 'ClassDefinition').map((node) => node.getChild('ArgList'));
  return new Set(bases.flatMap((list) => (list === null ? [] : (textOf(source, list).match(/\w+/g) ?? []))));
}

function moduleBeside(name: string, isPackage: boolean, file: string): string {
  const parent = isPackage ? name : name.split('.').slice(0, -1).join('.');
  const stem = file.split('/').at(-1)?.replace(/\.py$/, '') ?? '';
  return parent === '' ? stem : `${parent}.${stem}`;
}

/** `globals()[name] = getattr(import_module(f"config.{stage}"), name)`: what a module holds that is loaded by its name. */
function takesByName({ text }: PythonSource): boolean {
  return /\b(import_module|__import__)\(/.test(text) && /\b(globals|locals|vars)\(\)(\[|\.update)/.test(text);
}

/**
 * What `include` of django-split-settings takes in, or is loaded by name, what holds last first; where running it tells
 * nothing, what is written out.
 */
function includedBy(code: ProjectCode, source: PythonSource, module: string): readonly string[] {
  const isOfModule =
    source.path === code.fileOf(module) && (source.text.includes('split_settings') || takesByName(source));
  const run = isOfModule ? includedFiles(code, module) : [];
  return run.length > 0 ? run.toReversed() : writtenOut(code, source);
}

function writtenOut(code: ProjectCode, source: PythonSource): string[] {
  const patterns = findAll(source.top, 'CallExpression')
    .filter((call) => /^(include|optional)$/.test(calleeOf(source, call)))
    .flatMap((call) => argumentsOf(source, call).positional.flatMap((argument) => stringsOf(source, argument)))
    .filter((pattern) => pattern.endsWith('.py'))
    .map((pattern) => join(folderOf(source.path), pattern))
    .filter((pattern) => pattern !== undefined);
  if (patterns.length === 0) return [];
  const matchers = patterns.map((pattern) => new RegExp(`^${literally(pattern).replaceAll('\\*', '[^/]*')}$`));
  return code.files.list.map(({ path }) => path).filter((path) => matchers.some((matcher) => matcher.test(path)));
}

/** What the settings give a name, what holds last first. Classes of django-configurations count too. */
export function settingValues(sources: readonly PythonSource[], name: string): Setting[] {
  return sources.flatMap((source) =>
    valuesOf(source, name)
      .map((value) => ({ source, value }))
      .toReversed(),
  );
}

/** What the settings give names for certain, name by name: values under a condition are left out. */
export function certainValues(sources: readonly PythonSource[], names: readonly string[]): Setting[] {
  return names.flatMap((name) => settingValues(sources, name)).filter(({ value }) => !isConditional(value));
}
