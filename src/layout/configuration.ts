import type { Problem } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import { sayer } from '../values/place.ts';
import { namedFor } from './named-settings.ts';
import type { ProjectCode } from './project-code.ts';
import { projectNames } from './project-names.ts';
import { findAll, originOf, textOf, type PythonSource } from './python-source.ts';
import { serverFiles } from './server-files.ts';
import { purposeOf, stageOf } from './settings-stage.ts';
import { namedInFiles } from './variable-files.ts';

const VARIABLE = 'DJANGO_CONFIGURATION';

/** The class, and the others that the settings hold. */
export interface FoundConfiguration {
  readonly configuration?: Fact<string>;
  readonly considered: readonly Considered[];
  /** Classes among which nothing tells which is meant. */
  readonly fatal?: Problem;
}

/**
 * The class that django-configurations is to take from the settings: what manage.py names, else wsgi.py or asgi.py, else
 * `.env` or another file of variables, else what says how the project is run. When that is for development, the one
 * class for production, if there is one; when nothing names any, too. Without classes of it: none.
 */
export function findConfiguration(
  code: ProjectCode,
  managePy: PythonSource | undefined,
  sources: readonly PythonSource[],
): FoundConfiguration {
  const classes = configurationClasses(sources);
  const named = namedClass(code, managePy);
  if (named === undefined && classes.length === 0) return { considered: [] };
  const production = classes.filter(({ value }) => stageOf(value) === 'production');
  const isMeant = named !== undefined && stageOf(named.value) === 'production';
  if (!isMeant && production.length > 1) return unknown(production);
  const [only] = production.length > 0 ? production : classes;
  const chosen = isMeant || (named !== undefined && production.length === 0) ? named : beside(only, named);
  if (chosen === undefined || (named === undefined && production.length === 0 && classes.length > 1)) {
    return unknown(classes);
  }
  const others = classes.filter(({ value }) => value !== chosen.value);
  return {
    configuration: chosen,
    considered: others.map(({ value, origin }) => ({
      fact: 'configuration',
      value,
      origin,
      why: stageOf(value) === 'unknown' ? 'nothing names it' : purposeOf(value),
    })),
  };
}

function unknown(classes: readonly Fact<string>[]): FoundConfiguration {
  const names = classes.map(({ value }) => value);
  return { considered: [], fatal: { code: 'configuration-unknown', classes: names, variable: VARIABLE } };
}

function beside(only: Fact<string> | undefined, named: Fact<string> | undefined): Fact<string> | undefined {
  if (only === undefined) return undefined;
  if (named === undefined && stageOf(only.value) !== 'production') return { ...only, why: 'the only class there is' };
  const why = named === undefined ? 'nothing names a class' : `${sayer(named.origin)} names ${named.value}`;
  return { ...only, why: `${why}; this class is for production` };
}

function namedClass(code: ProjectCode, managePy: PythonSource | undefined): Fact<string> | undefined {
  const servers = serverFiles(code).map((file) => code.source(file));
  for (const source of [managePy, ...servers]) {
    const named = source === undefined ? undefined : namedFor(source, VARIABLE, projectNames(code, [])).at(-1);
    if (named !== undefined) return { value: named.module, origin: named.origin };
  }
  const [projectDir = '.'] = code.importRoots;
  const [first] = namedInFiles(code.files, projectDir, VARIABLE);
  return first === undefined ? undefined : { value: first.module, origin: first.origin };
}

/** The files that hold for one class: those of classes that it does not derive from (`Local` beside `Production`) do not. */
export function sourcesOf(sources: readonly PythonSource[], chosen: string | undefined): readonly PythonSource[] {
  if (chosen === undefined) return sources;
  const classes = sources.flatMap(classesIn);
  const taken = new Set([chosen]);
  for (let before = 0; before < taken.size;) {
    before = taken.size;
    for (const { value, words } of classes) if (taken.has(value)) for (const word of words) taken.add(word);
  }
  const configured = new Set(configurationClasses(sources).map(({ value }) => value));
  return sources.filter((source) => {
    const own = classesIn(source).filter(({ value }) => configured.has(value));
    return own.length === 0 || own.some(({ value }) => taken.has(value));
  });
}

function classesIn(source: PythonSource) {
  return findAll(source.top, 'ClassDefinition').map((node) => {
    const [name, bases] = [node.getChild('VariableName'), node.getChild('ArgList')];
    const value = name === null ? '' : textOf(source, name);
    const words: readonly string[] = bases === null ? [] : (textOf(source, bases).match(/\w+/g) ?? []);
    return { value, words, origin: originOf(source, node) };
  });
}

/** Classes of the settings that derive from django-configurations' own, or from one that does. */
function configurationClasses(sources: readonly PythonSource[]): Fact<string>[] {
  if (!sources.some(({ text }) => /\bconfigurations\b/.test(text))) return [];
  const classes = sources.flatMap(classesIn);
  const known = new Set(['Configuration']);
  for (let before = 0; before < known.size;) {
    before = known.size;
    for (const { value, words } of classes) if (words.some((word) => known.has(word))) known.add(value);
  }
  return classes.filter(({ value }) => known.has(value)).map(({ value, origin }) => ({ value, origin }));
}
