import { UserError, type Problem } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { Database } from '../values/database.ts';
import type { Layout, Requirement } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { findApplication } from './application.ts';
import { findCodeNeeds } from './code-needs.ts';
import { findConfiguration, sourcesOf } from './configuration.ts';
import { findDatabase } from './database.ts';
import { findDatabaseExtensions } from './database-extensions.ts';
import { ownRequirements } from './dependencies/direct-requirements.ts';
import type { Chosen } from './chosen.ts';
import { findFrontends, noFrontends } from './frontend/find-frontends.ts';
import { importedBeside } from './imported-beside.ts';
import { addedRoots, importRoots, neededPaths } from './import-roots.ts';
import type { ChosenManagePy } from './chosen-manage-py.ts';
import { withLibraries, withoutBroker } from './library-note.ts';
import { folderOf } from './paths.ts';
import { findProcesses } from './processes/find-processes.ts';
import { overlayEffects } from './overlay-effects.ts';
import { findServer } from './server/find-server.ts';
import { findProductionSettings } from './production-settings.ts';
import { projectCode, pythonSource, type ProjectCode } from './project-code.ts';
import { projectNames } from './project-names.ts';
import type { PythonSource } from './python-source.ts';
import { settingsWithPieces } from './settings-code.ts';
import { findSettingsModule, type FoundSettings } from './settings-module.ts';
import { settingsDemands } from './settings-demands.ts';
import { findStaticFiles, findStaticUrl } from './static-files.ts';

/** The facts that the settings tell. */
export interface ExaminedSettings {
  readonly facts: Partial<
    Pick<
      Layout,
      | 'settingsModule'
      | 'productionSettingsModule'
      | 'configuration'
      | 'importPaths'
      | 'application'
      | 'server'
      | 'serving'
      | 'database'
      | 'databaseExtensions'
      | 'staticFiles'
      | 'staticUrl'
      | 'environment'
      | 'environmentOpen'
      | 'supplied'
      | 'readings'
      | 'filesRead'
      | 'codeNeeds'
      | 'frontends'
      | 'overlay'
      | 'processes'
      | 'migrate'
      | 'releaseCommands'
      | 'services'
    >
  >;
  readonly problems: readonly Problem[];
  readonly considered: readonly Considered[];
  /** Folders of distributions elsewhere in the tree that the settings import. */
  readonly beside?: readonly string[];
}

type Attempt = <T>(read: () => T) => T | undefined;

/** Reads what the settings of a project tell; what stands in the way goes to `attempt`. */
export function examineSettings(
  files: ProjectFiles,
  found: ChosenManagePy,
  chosen: Chosen,
  dependencies: Layout['dependencies'],
  attempt: Attempt,
): ExaminedSettings {
  const { file, managePy, projectDir, code, importPaths, appFolders } = codeOf(files, found, dependencies);
  const named = attempt(() => namedOrChosen(code, file, found, chosen.settings));
  if (named === undefined) return { facts: { importPaths }, problems: [], considered: [] };
  const used = attempt(() => findProductionSettings(code, named.settings, chosen.settings, named.considered));
  if (used === undefined) return without(named, importPaths);
  const module = used.settings.value;
  const all = settingsWithPieces(code, module);
  const configured = findConfiguration(code, managePy, all);
  attempt(() => fail(configured.fatal));
  const sources = sourcesOf(all, configured.configuration?.value);
  const { application, ...object } = findApplication(code, module, sources, ...ownRequirements(files, dependencies));
  const of = { managePy: found.managePy.value, sources, settings: module, application: application.value.module };
  const node = attempt(() => findFrontends(files, projectDir, sources, chosen)) ?? noFrontends;
  const served = attempt(() => findServer({ files, projectDir, application, dependencies, chosen: chosen.server }));
  const run = findProcesses({ code, ...of, dependencies: dependencies.value }, chosen);
  const demanded = settingsDemands(code, named, { ...of, managePy, run, node }, configured, dependencies.value);
  return {
    facts: {
      ...moduleFacts(named, used, configured),
      importPaths: neededPaths(code, appFolders, importPaths, [module, application.value.module]),
      application,
      ...served?.facts,
      ...completedFacts(code, chosen, sources, dependencies.value.requirements, demanded.libraries),
      ...demanded.facts,
      codeNeeds: findCodeNeeds(files, sources, appFolders),
      frontends: node.frontends,
      ...run.facts,
    },
    problems: withoutBroker([used, demanded, node, run], demanded.libraries),
    considered: [named, used, configured, object, served, node, run].flatMap((each) => each?.considered ?? []),
    beside: importedBeside(code, sources, dependencies.value),
  };
}

function moduleFacts(
  named: FoundSettings,
  used: ReturnType<typeof findProductionSettings>,
  { configuration }: ReturnType<typeof findConfiguration>,
) {
  const facts = { settingsModule: named.settings, productionSettingsModule: used.settings };
  return configuration === undefined ? facts : { ...facts, configuration };
}

function without(named: FoundSettings, importPaths: readonly string[]): ExaminedSettings {
  return { facts: { settingsModule: named.settings, importPaths }, problems: [], considered: named.considered };
}

/** What the image has to complete, and how. */
function completedFacts(
  code: ProjectCode,
  chosen: Chosen,
  sources: readonly PythonSource[],
  requirements: readonly Requirement[],
  libraries: readonly Fact<string>[],
) {
  const database = databaseOf(code, chosen, sources, requirements, libraries);
  const databaseExtensions = findDatabaseExtensions(sources, database);
  const staticFiles = withLibraries(findStaticFiles(sources), false, libraries);
  const staticUrl = findStaticUrl(sources);
  const known = { database: database.value, staticFiles: staticFiles.value, skip: chosen.skip ?? [] };
  const overlay = overlayEffects(sources, known);
  return { database, databaseExtensions, staticFiles, ...(staticUrl && { staticUrl }), overlay };
}

function databaseOf(
  code: ProjectCode,
  { database }: Chosen,
  sources: readonly PythonSource[],
  requirements: readonly Requirement[],
  libraries: readonly Fact<string>[],
): Fact<Database> {
  if (database !== undefined) return { value: database, origin: { option: '--database' } };
  return withLibraries(findDatabase(sources, requirements, projectNames(code, [])), 'none', libraries);
}

function fail(problem: Problem | undefined): void {
  if (problem !== undefined) throw new UserError(problem);
}

/** The project's code as manage.py, or what stands in for it, sees it. */
function codeOf(files: ProjectFiles, { managePy, instead }: ChosenManagePy, dependencies: Layout['dependencies']) {
  const file = instead !== undefined && 'file' in instead ? instead.file : managePy.value;
  const folder = folderOf(managePy.value);
  const source = pythonSource(files, file);
  const roots = importRoots(files, folder, source);
  const code = projectCode(files, [...new Set([...roots, ...dependencies.value.localPaths])]);
  return {
    file,
    managePy: source,
    projectDir: folder,
    code,
    importPaths: source === undefined ? [] : addedRoots(files, folder, source),
    appFolders: [folder, ...dependencies.value.localPaths],
  };
}

/** With `--settings`, a manage.py that names none is no obstacle. */
function namedOrChosen(
  code: ProjectCode,
  file: string,
  { instead }: ChosenManagePy,
  option: string | undefined,
): FoundSettings {
  if (instead !== undefined && 'settings' in instead) return { settings: instead.settings, considered: [] };
  try {
    return findSettingsModule(code, file);
  } catch (error) {
    if (option === undefined || !(error instanceof UserError)) throw error;
    const settings: Fact<string> = { value: option, origin: { option: '--settings' } };
    return { settings, considered: [] };
  }
}
