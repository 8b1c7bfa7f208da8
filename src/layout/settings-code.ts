import { includedFiles } from './environment/included.ts';
import { literally } from './patterns.ts';
import { folderOf, join } from './paths.ts';
import type { ProjectCode } from './project-code.ts';
import { isConditional } from './python-branches.ts';
import { absoluteModule, importsOf } from './python-imports.ts';
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
  const seen: Seen = new Map();
  visit(code, module, seen);
  return [...seen.values()];
}

type Seen = Map<string, PythonSource>;

function visit(code: ProjectCode, name: string, seen: Seen): void {
  const file = code.fileOf(name);
  if (file !== undefined) visitFile(code, file, name, seen);
}

function visitFile(code: ProjectCode, file: string, name: string, seen: Seen): void {
  const source = seen.has(file) ? undefined : code.source(file);
  if (source === undefined) return;
  seen.set(file, source);
  const isPackage = file.endsWith('/__init__.py');
  const bases = baseClasses(source);
  for (const { module: taken, names, node } of importsOf(source).toReversed()) {
    const absolute = absoluteModule(name, isPackage, taken);
    if (absolute === undefined || (stageOf(absolute) === 'test' && isConditional(node))) continue;
    if (names.includes('*') || names.some((each) => bases.has(each))) visit(code, absolute, seen);
    else if (!isComplete(source) && holdsClass(code, absolute, names)) visitConfigured(code, absolute, seen);
  }
  for (const included of includedBy(code, source, name)) {
    visitFile(code, included, moduleBeside(name, isPackage, included), seen);
  }
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
function visitConfigured(code: ProjectCode, module: string, seen: Seen): void {
  const further: Seen = new Map(seen);
  visit(code, module, further);
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

/** What `include` of django-split-settings takes in, what holds last first; where running it tells nothing, what is written out. */
function includedBy(code: ProjectCode, source: PythonSource, module: string): readonly string[] {
  const isOfModule = source.path === code.fileOf(module) && source.text.includes('split_settings');
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
