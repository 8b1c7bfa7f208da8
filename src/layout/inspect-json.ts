import type { Words } from '../messages/words.ts';
import type { Problem } from '../problems.ts';
import type { LeftOut } from '../values/build-plan.ts';
import type { Considered } from '../values/considered.ts';
import type { Frontend } from '../values/frontend.ts';
import type { Fact, Origin } from '../values/fact.ts';
import type { Database } from '../values/database.ts';
import type {
  Application,
  Dependencies,
  ExtensionNeed,
  OverlayEffect,
  ProcessType,
  ServiceNeed,
} from '../values/layout.ts';
import type { LocalDistribution } from '../values/local-distribution.ts';
import type { DatabaseHost } from '../values/database-host.ts';
import type { SuppliedVariables } from '../values/supplied-variables.ts';
import type { VariableReadings } from '../values/variable-reading.ts';
import type { Server } from '../values/server.ts';
import { systemPackageFacts } from '../system-packages/facts.ts';
import type { ExaminedFiles } from './examine.ts';

/** A fact as the JSON has it: null when it could not be found. */
type Told<T> = { readonly value: T; readonly origin: Origin; readonly why?: string } | null;

/** What is installed, and from where. */
interface ToldDependencies extends Pick<
  Dependencies,
  'manager' | 'files' | 'groups' | 'extras' | 'guessed' | 'indexes'
> {
  /** The lock file whose versions are installed. */
  readonly lock: string | null;
}

/** What `inspect --json` prints. An interface: documented in docs/inspect-json.md; a field that changes its meaning or goes raises schemaVersion. */
export interface InspectJson {
  readonly schemaVersion: 1;
  readonly root: string;
  readonly managePy: Told<string>;
  /** The project has no manage.py; one is written in the image. */
  readonly managePyMade: boolean;
  readonly projectDir: Told<string>;
  readonly nested: Told<boolean>;
  readonly settingsModule: Told<string>;
  readonly productionSettingsModule: Told<string>;
  readonly configuration: Told<string>;
  readonly importPaths: readonly string[] | null;
  readonly distributions: readonly Fact<LocalDistribution>[];
  readonly application: Told<Application>;
  readonly server: Told<Server>;
  /** Options of the server that the project's own command has, and its file of configuration below root. */
  readonly serving: { readonly arguments: readonly string[]; readonly file: string | null } | null;
  readonly dependencies: Told<ToldDependencies>;
  readonly python: Told<{ readonly version: string }>;
  readonly database: Told<Database>;
  readonly databaseExtensions: readonly ExtensionNeed[] | null;
  readonly staticFiles: Told<boolean>;
  readonly frontends: readonly Fact<Frontend>[] | null;
  readonly environment: readonly Fact<string>[] | null;
  readonly supplied: SuppliedVariables | null;
  readonly databaseHost: DatabaseHost | null;
  readonly readings: VariableReadings | null;
  readonly environmentOpen: readonly Fact<string>[] | null;
  readonly processes: readonly Fact<ProcessType>[] | null;
  readonly migrate: Told<boolean>;
  readonly releaseCommands: readonly Fact<string>[] | null;
  readonly services: readonly ServiceNeed[] | null;
  readonly systemPackages: readonly Fact<string>[];
  readonly overlay: readonly OverlayEffect[] | null;
  readonly considered: readonly Considered[];
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly { readonly code: string; readonly message: string; readonly next: readonly string[] }[];
}

/** The facts as the documented JSON; what a build cannot get past stands first among the problems. */
export function inspectJson(
  { facts, fatal, considered, leftOut }: ExaminedFiles,
  wordsFor: (problem: Problem) => Words,
): InspectJson {
  const { dependencies } = facts;
  return {
    schemaVersion: 1,
    root: facts.root,
    managePy: facts.managePyMade === true ? null : told(facts.managePy),
    managePyMade: facts.managePyMade ?? false,
    projectDir: told(facts.projectDir),
    nested: told(facts.nested),
    settingsModule: told(facts.settingsModule),
    productionSettingsModule: told(facts.productionSettingsModule),
    configuration: told(facts.configuration),
    importPaths: facts.importPaths ?? null,
    distributions: facts.distributions ?? [],
    application: told(facts.application),
    server: told(facts.server),
    serving: facts.serving === undefined ? null : { file: null, ...facts.serving },
    dependencies: told(dependencies && { ...dependencies, value: toldDependencies(dependencies.value) }),
    python: told(facts.python),
    database: told(facts.database),
    databaseExtensions: facts.databaseExtensions ?? null,
    staticFiles: told(facts.staticFiles),
    frontends: facts.frontends ?? null,
    ...toldEnvironment(facts),
    processes: facts.processes ?? null,
    migrate: told(facts.migrate),
    releaseCommands: facts.releaseCommands ?? null,
    services: facts.services ?? null,
    systemPackages: systemPackageFacts(dependencies, facts.codeNeeds ?? []),
    overlay: facts.overlay ?? null,
    considered,
    leftOut,
    problems: [...fatal, ...facts.problems].map((problem) => toldProblem(problem, wordsFor(problem))),
  };
}

function toldProblem({ code }: Problem, { what, found = [], next }: Words): InspectJson['problems'][number] {
  return { code, message: [what, ...found].join('\n'), next };
}

function toldDependencies(value: Dependencies): ToldDependencies {
  const { manager, files, lock = null, groups, extras, guessed, indexes } = value;
  return { manager, files, lock, groups, extras, guessed, indexes };
}

function toldEnvironment(facts: ExaminedFiles['facts']) {
  return {
    environment: facts.environment ?? null,
    supplied: facts.supplied ?? null,
    databaseHost: facts.databaseHost ?? null,
    readings: facts.readings ?? null,
    environmentOpen: facts.environmentOpen ?? null,
  };
}

function told<T>(fact: Fact<T> | undefined): Told<T> {
  return fact ?? null;
}
