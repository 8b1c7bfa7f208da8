import type { Fact } from '../../values/fact.ts';
import type { ProjectCode } from '../project-code.ts';
import { originOf, type PythonSource } from '../python-source.ts';
import { demandsOfClass } from './configurations.ts';
import { expressions } from './expressions.ts';
import type { Frame, Run } from './frame.ts';
import { loadModule, runStatements } from './modules.ts';
import { statements } from './statements.ts';
import { constant, unknown, type Value } from './values.ts';

/** Far more than the settings of any project that we know of take. */
const MOST_STEPS = 200_000;
const MOST_MODULES = 100;

/** Set in every image, or by the base images: nobody has to give them. */
const always = 'PATH HOME HOSTNAME PWD LANG LC_ALL PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE PYTHON_VERSION GPG_KEY';

/** What is to be run. */
export interface Started {
  readonly managePy: PythonSource | undefined;
  /** The settings module of the image. */
  readonly settings: string;
  /** The class of django-configurations. */
  readonly configuration: string | undefined;
  /** The module that holds what the server imports. */
  readonly application: string;
}

/**
 * The environment variables that the settings cannot load without, in order of name: the settings module, what it
 * imports from the project, the application's module and manage.py are read as they would run with an empty
 * environment, as far as reading tells. A variable whose absence raises for certain is demanded; what runs only under
 * a condition that cannot be known demands nothing.
 */
export function findEnvironment(code: ProjectCode, started: Started): Fact<string>[] {
  const run = newRun(code, started);
  const served = frameIn(run, started.managePy);
  if (served === undefined) return [];
  const settings = loadModule(served, started.settings);
  const taken = started.configuration === undefined ? undefined : settings?.scope.names.get(started.configuration);
  const ofClass = taken?.kind === 'class' ? demandsOfClass(served, taken) : [];
  // What the application imports loads the whole site; the module itself is what people write reads into.
  const parts = started.application.split('.');
  run.modulesLeft = parts.filter((_, index) => !run.modules.has(parts.slice(0, index + 1).join('.'))).length;
  loadModule(served, started.application);
  const managed = newRun(code, started);
  runStatements({ ...served, run: managed });
  const all = [...run.demanded.values(), ...ofClass, ...managed.demanded.values()];
  const byName = new Map(all.toReversed().map((read) => [read.name, read]));
  return [...byName.values()]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, by, source, node }) => ({ value: name, origin: originOf(source, node), why: by }));
}

function newRun(code: ProjectCode, { settings, configuration }: Started): Run {
  const variables = new Map<string, Value>(always.split(' ').map((name) => [name, unknown]));
  variables.set('DJANGO_SETTINGS_MODULE', constant(settings));
  if (configuration !== undefined) variables.set('DJANGO_CONFIGURATION', constant(configuration));
  return {
    language: { expressions, statements },
    code,
    settingsModule: settings,
    variables,
    demanded: new Map(),
    modules: new Map(),
    readers: [],
    modulesLeft: MOST_MODULES,
    stepsLeft: MOST_STEPS,
  };
}

function frameIn(run: Run, source: PythonSource | undefined): Frame | undefined {
  if (source === undefined) return undefined;
  const scope = { names: new Map<string, Value>() };
  return { run, source, module: '__main__', scope, because: [], catching: [], isCertain: true, depth: 0 };
}
