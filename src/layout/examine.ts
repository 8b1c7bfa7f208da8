import { UserError, type Problem } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';
import type { Application, Database, Layout } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { findApplication } from './application.ts';
import { findConfiguration } from './configuration.ts';
import { findDatabase } from './database.ts';
import { findDependencies } from './dependencies/find-dependencies.ts';
import { findEnvironment } from './environment/find-environment.ts';
import { importRoots } from './import-roots.ts';
import { findManagePy } from './manage-py.ts';
import { folderOf } from './paths.ts';
import { findProductionSettings } from './production-settings.ts';
import { projectCode, pythonSource, type ProjectCode } from './project-code.ts';
import { findPythonVersion } from './python-version.ts';
import { settingsSources } from './settings-code.ts';
import { findSettingsModule } from './settings-module.ts';
import { projectSlug } from './slug.ts';
import { findStaticFiles } from './static-files.ts';

/** What the user chose over what is found. */
export interface Chosen {
  readonly manage?: string;
  readonly settings?: string;
  readonly python?: string;
  readonly database?: Database;
  /** Folder below root in which the command was started: of several manage.py, those below or above it are meant. */
  readonly from?: string;
}

/** Facts that could be read, and all that stands in the way of the others. */
export interface Examined {
  readonly facts: Partial<Layout> & Pick<Layout, 'root' | 'slug' | 'problems'>;
  /** What a build cannot get past. */
  readonly fatal: readonly Problem[];
  /** What facts could have been, and why they are not: in the order of the facts. */
  readonly considered: readonly Considered[];
}

/** Reads every fact it can; one that fails takes only those down that rest on it. Pure but for the reads of `files`. */
export function examine(files: ProjectFiles, chosen: Chosen): Examined {
  const fatal: Problem[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      fatal.push(error.problem);
      return undefined;
    }
  };
  const found = attempt(() => findManagePy(files, chosen.manage, chosen.from));
  const projectDir = found === undefined ? (chosen.from ?? '.') : folderOf(found.managePy.value);
  const installed = findDependencies(files, projectDir);
  const { requirements } = installed.dependencies.value;
  const python = findPythonVersion(files, projectDir, chosen.python, requirements);
  const settings =
    found === undefined ? {} : settingsFacts(files, found.managePy, chosen, installed.dependencies, attempt);
  if (installed.fatal !== undefined) fatal.push(installed.fatal);
  if (chosen.python !== undefined) fatal.push(...python.problems);
  return {
    facts: {
      root: files.root,
      slug: projectSlug(files.root),
      ...(found === undefined ? {} : placeFacts(found.managePy)),
      ...settings,
      dependencies: installed.dependencies,
      python: python.python,
      problems: [
        ...(found?.problems ?? []),
        ...installed.problems,
        ...(chosen.python === undefined ? python.problems : []),
        ...files.problems,
      ],
    },
    fatal,
    considered: found?.considered ?? [],
  };
}

function placeFacts(managePy: Fact<string>): Pick<Layout, 'managePy' | 'managePyMade' | 'projectDir' | 'nested'> {
  const folder = folderOf(managePy.value);
  const { origin } = managePy;
  return {
    managePy,
    managePyMade: false,
    projectDir: { value: folder, origin },
    nested: { value: folder !== '.', origin },
  };
}

type Attempt = <T>(read: () => T) => T | undefined;
type SettingsFacts = Partial<
  Pick<
    Layout,
    | 'settingsModule'
    | 'productionSettingsModule'
    | 'configuration'
    | 'application'
    | 'database'
    | 'staticFiles'
    | 'environment'
  >
>;

function settingsFacts(
  files: ProjectFiles,
  managePy: Fact<string>,
  chosen: Chosen,
  dependencies: Layout['dependencies'],
  attempt: Attempt,
): SettingsFacts {
  const file = managePy.value;
  const roots = importRoots(files, folderOf(file), pythonSource(files, file));
  const code = projectCode(files, [...new Set([...roots, ...dependencies.value.localPaths])]);
  const named = attempt(() => namedOrChosen(code, file, chosen.settings));
  if (named === undefined) return {};
  const used = attempt(() => findProductionSettings(code, named, chosen.settings));
  const sources = settingsSources(code, used?.value ?? named.value);
  const { requirements } = dependencies.value;
  const application: Fact<Application> = findApplication(code, used?.value ?? named.value, sources, requirements);
  const configuration = findConfiguration(pythonSource(files, file), sources);
  return {
    settingsModule: named,
    ...(used === undefined ? {} : { productionSettingsModule: used }),
    ...(configuration === undefined ? {} : { configuration }),
    application,
    database:
      chosen.database === undefined
        ? findDatabase(sources, requirements)
        : { value: chosen.database, origin: { option: '--database' } },
    staticFiles: findStaticFiles(sources),
    environment: findEnvironment(code, {
      managePy: pythonSource(files, file),
      settings: used?.value ?? named.value,
      configuration: configuration?.value,
      application: application.value.module,
    }),
  };
}

/** With `--settings`, a manage.py that names none is no obstacle. */
function namedOrChosen(code: ProjectCode, managePy: string, option: string | undefined): Fact<string> {
  try {
    return findSettingsModule(code, managePy);
  } catch (error) {
    if (option === undefined || !(error instanceof UserError)) throw error;
    return { value: option, origin: { option: '--settings' } };
  }
}
