import type { Fact } from '../../values/fact.ts';
import type { DatabaseHost } from '../../values/database-host.ts';
import type { GivenVariables } from '../../values/given-variables.ts';
import type { VariableReadings } from '../../values/variable-reading.ts';
import type { ProjectCode } from '../project-code.ts';
import { originOf, type PythonSource } from '../python-source.ts';
import { suppresses } from './caught.ts';
import { demandsOfClass, settingsOfClass } from './configurations.ts';
import { databaseHostOf, demandedHost } from './database-host.ts';
import { debugApps, type DebugApps } from './debug-apps.ts';
import { expressions } from './expressions.ts';
import type { CertainImports, Frame, Run } from './frame.ts';
import { callFunction } from './functions.ts';
import { loadModule, runDemanding, runStatements } from './modules.ts';
import { readingsOf } from './readings.ts';
import { statements } from './statements.ts';
import { suppliedOf, type Supplied } from './supplied.ts';
import { constant, stringOf, unknown, type Mistake, type Place, type Value } from './values.ts';

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
  /** What the environment holds besides; left out: nothing. */
  readonly given?: GivenVariables;
}

/** What running the settings takes from outside of the code. */
export interface FoundEnvironment {
  /** Variables, in order of name. */
  readonly environment: readonly Fact<string>[];
  /** Those of them that say what the platform says. */
  readonly supplied: Supplied;
  /** Where they look for the server of their database; undefined: that is not known. */
  readonly databaseHost?: DatabaseHost;
  /** What is made of the text of variables, demanded or not. */
  readonly readings: VariableReadings;
  /** Files of the project that they name, in order of path. */
  readonly filesRead: readonly Fact<string>[];
  /** Files that they do not load without, and that are not there, in order of path. */
  readonly filesAbsent: readonly Fact<string>[];
  /** Modules that they, the application's module and manage.py import for certain. */
  readonly imports: FoundImports;
  /** What INSTALLED_APPS names for certain, where it is known to the last. */
  readonly apps: readonly Fact<string>[];
  /** Apps that are installed because DEBUG comes out on; undefined: none. */
  readonly debug?: DebugApps;
  /** Libraries whose classes of settings were read as the library takes them. */
  readonly understood: ReadonlySet<string>;
  /** Lines that fail whatever is set. */
  readonly mistakes: readonly Mistake[];
}

export interface FoundImports {
  /** Modules of the project that it has not. */
  readonly lacking: readonly Fact<string>[];
  /** Top-level modules of others. */
  readonly foreign: readonly Fact<string>[];
  /** Dotted names of Django's. */
  readonly ofDjango: readonly Fact<string>[];
}

const nothing: FoundEnvironment = {
  environment: [],
  supplied: { certain: {}, ofBrokers: {} },
  readings: {},
  filesRead: [],
  filesAbsent: [],
  imports: { lacking: [], foreign: [], ofDjango: [] },
  apps: [],
  understood: new Set(),
  mistakes: [],
};

/**
 * The environment variables that the settings cannot load without, and the files of the project that they name: the settings module, what it
 * imports from the project, the application's module and manage.py are read as they would run with an empty
 * environment, as far as reading tells. A variable whose absence raises for certain is demanded; what runs only under
 * a condition that cannot be known demands nothing.
 */
export function findEnvironment(code: ProjectCode, started: Started): FoundEnvironment {
  const run = newRun(code, started);
  // A server imports the application first, and what that sets holds when the settings load. What it imports is the whole
  // site; the module itself is what people write reads into.
  const first: Run = { ...newRun(code, started), ...shared(run), modulesLeft: started.application.split('.').length };
  const begun = frameIn(first, started.managePy);
  const served = frameIn(run, started.managePy);
  if (begun === undefined || served === undefined) return nothing;
  loadModule(begun, started.application);
  const settings = loadModule(served, started.settings);
  askByName(served, settings);
  const taken = started.configuration === undefined ? undefined : settings?.scope.names.get(started.configuration);
  const ofClass = taken?.kind === 'class' ? demandsOfClass(served, taken) : [];
  const { imports, mistakes, absent, made } = run;
  const managed: Run = { ...newRun(code, started), imports, mistakes, absent, made };
  runStatements({ ...served, run: managed });
  const all = [...run.demanded.values(), ...ofClass, ...managed.demanded.values()];
  const set = taken?.kind === 'class' ? settingsOfClass(served, taken) : settings?.scope.names;
  const environment = factsOf(all).map((fact) => withStage(fact, run.stages.get(fact.value)));
  const debug = debugApps(set);
  return {
    environment,
    ...ofAddresses(set, environment),
    readings: readingsOf(run, set),
    filesRead: factsOf(named([...managed.files, ...run.files])),
    filesAbsent: factsOf(named([...absent])),
    imports: importsOf(imports),
    apps: appsIn(set?.get('INSTALLED_APPS')),
    ...(debug !== undefined && { debug }),
    understood: run.understood,
    mistakes: [...mistakes.values()],
  };
}

/** What variables say of the services, and where the database is without them. */
function ofAddresses(
  set: ReadonlyMap<string, Value> | undefined,
  environment: readonly Fact<string>[],
): Pick<FoundEnvironment, 'supplied' | 'databaseHost'> {
  const supplied = suppliedOf(set, environment);
  const databaseHost = databaseHostOf(set) ?? demandedHost(environment, supplied.certain);
  return { supplied, ...(databaseHost !== undefined && { databaseHost }) };
}

/** Django asks a module for each setting by its name: one with `__getattr__` makes them then, as an object of pydantic's class may. */
function askByName(frame: Frame, settings: ReturnType<typeof loadModule>): void {
  const asked = settings?.scope.names.get('__getattr__');
  if (asked?.kind !== 'function') return;
  runDemanding(frame, () => callFunction(frame, asked, { positional: [unknown], named: new Map(), isWhole: true }));
}

/** Not what is added only under a condition, or when it can be imported. */
function appsIn(apps: Value | undefined): readonly Fact<string>[] {
  const items = apps?.kind === 'list' ? apps.items : [];
  return items.flatMap((item) => {
    const [value, at] = [stringOf(item), item.kind === 'constant' ? item.at : undefined];
    return value === undefined || at === undefined || isPerhaps(at)
      ? []
      : [{ value, origin: originOf(at.source, at.node) }];
  });
}

/** Under a condition, or where what is not installed is passed over: `try`, `with contextlib.suppress(ImportError)`. */
function isPerhaps({ source, node }: Place): boolean {
  const { parent } = node;
  if (parent === null) return false;
  return (
    /^(If|Try)Statement$|^ConditionalExpression$/.test(parent.name) ||
    suppresses(source, parent) ||
    isPerhaps({ source, node: parent })
  );
}

type Shared = Pick<
  Run,
  'variables' | 'demanded' | 'files' | 'imports' | 'mistakes' | 'readings' | 'absent' | 'made' | 'stages'
>;

/** What one module sets and demands holds for the next. */
function shared({ variables, demanded, files, imports, mistakes, readings, absent, made, stages }: Run): Shared {
  return { variables, demanded, files, imports, mistakes, readings, absent, made, stages };
}

function importsOf({ lacking, foreign, ofDjango }: CertainImports): FoundImports {
  const facts = (found: ReadonlyMap<string, Place>): readonly Fact<string>[] =>
    [...found].map(([value, { source, node }]) => ({ value, origin: originOf(source, node) }));
  return { lacking: facts(lacking), foreign: facts(foreign), ofDjango: facts(ofDjango) };
}

type Named = Place & { readonly name: string; readonly by: string };

/** What is to be given for it, where the settings choose by it. */
function withStage(fact: Fact<string>, stage: string | undefined): Fact<string> {
  return stage === undefined ? fact : { ...fact, why: `${fact.why}, compared with "${stage}"` };
}

function named(places: readonly (readonly [string, Place & { readonly by: string }])[]): readonly Named[] {
  return places.map(([name, place]) => ({ name, ...place }));
}

/** Each name once, at the first place of it. */
function factsOf(named: readonly Named[]): Fact<string>[] {
  const byName = new Map(named.toReversed().map((each) => [each.name, each]));
  return [...byName.values()]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, by, source, node }) => ({ value: name, origin: originOf(source, node), why: by }));
}

/** A run of the settings in an environment that holds nothing but what is given. */
export function newRun(
  code: ProjectCode,
  { settings, configuration, given }: Pick<Started, 'settings' | 'configuration' | 'given'>,
): Run {
  const held = [...always.split(' '), ...(given?.names ?? [])];
  const variables = new Map<string, Value>(held.map((name) => [name, unknown]));
  for (const [name, value] of Object.entries(given?.values ?? {})) variables.set(name, constant(value));
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
    files: new Map(),
    absent: new Map(),
    made: new Set(),
    included: new Set(),
    imports: { lacking: new Map(), foreign: new Map(), ofDjango: new Map() },
    understood: new Set(),
    mistakes: new Map(),
    readings: new Map(),
    stages: new Map(),
    modulesLeft: MOST_MODULES,
    stepsLeft: MOST_STEPS,
  };
}

/** The top of a file; undefined without a file. */
export function frameIn(run: Run, source: PythonSource | undefined): Frame | undefined {
  if (source === undefined) return undefined;
  const scope = { names: new Map<string, Value>() };
  return { run, source, module: '__main__', scope, because: [], catching: [], isCertain: true, depth: 0 };
}
