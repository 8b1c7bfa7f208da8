import { UserError, type Problem } from '../problems.ts';
import { installedByName } from './dependencies/installed-by-name.ts';
import type { Considered } from '../values/considered.ts';
import type { Layout } from '../values/layout.ts';
import type { LeftOut } from '../values/build-plan.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import type { ChosenDependencies } from './dependencies/chosen-dependencies.ts';
import { findDependencies } from './dependencies/find-dependencies.ts';
import { withFolders } from './dependencies/with-folders.ts';
import { findDistributions } from './distributions/find-distributions.ts';
import type { FoundDependencies } from './dependencies/found-dependencies.ts';
import { emptySubmodules } from './empty-submodules.ts';
import { examineSettings, type ExaminedSettings } from './examine-settings.ts';
import { guessRequirements } from './guessed/guess-requirements.ts';
import type { Chosen } from './chosen.ts';
import type { ChosenManagePy } from './chosen-manage-py.ts';
import { findManagePy } from './manage-py.ts';
import { folderOf } from './paths.ts';
import { unmetNeeds } from '../system-packages/facts.ts';
import { findPythonVersion } from './python-version.ts';
import { projectSlug } from './slug.ts';

/** Facts that could be read, and all that stands in the way of the others. */
export interface Examined {
  readonly facts: Partial<Layout> & Pick<Layout, 'root' | 'slug' | 'problems'>;
  /** What a build cannot get past. */
  readonly fatal: readonly Problem[];
  /** What facts could have been, and why they are not: in the order of the facts. */
  readonly considered: readonly Considered[];
}

/** The same, with what of the project's files stays out of an image. */
export interface ExaminedFiles extends Examined {
  readonly leftOut: readonly LeftOut[];
}

/** Reads every fact it can; one that fails takes only those down that rest on it. Pure but for the reads of `files`. */
export function examine(files: ProjectFiles, chosen: Chosen): Examined {
  const fatal: Problem[] = [];
  const attempt = attemptsInto(fatal);
  const found = attempt(() => findManagePy(files, chosen));
  const projectDir = found === undefined ? (chosen.from ?? '.') : folderOf(found.managePy.value);
  const declared = examineDependencies(files, projectDir, { ...chosen, wide: found !== undefined });
  const before = fatal.length;
  const first = found === undefined ? nothing : examineSettings(files, found, chosen, declared.dependencies, attempt);
  const installed = withBeside(files, declared, first.beside);
  if (installed !== declared) fatal.splice(before);
  const settings =
    found === undefined || installed === declared
      ? first
      : examineSettings(files, found, chosen, installed.dependencies, attempt);
  const python = findPythonVersion(files, projectDir, chosen.python, installed.dependencies.value);
  if (found !== undefined) fatal.push(...[installed.fatal, python.fatal].filter((each) => each !== undefined));
  return {
    facts: {
      root: files.root,
      slug: projectSlug(files.root),
      ...(found === undefined ? {} : placeFacts(found)),
      ...settings.facts,
      ...installedFacts(files, installed, projectDir),
      python: python.python,
      problems: [
        ...(found?.problems ?? []),
        ...(found === undefined ? [] : submodulesNote(files)),
        ...settings.problems,
        ...installed.problems,
        ...unmetNeeds(installed.dependencies.value),
        ...installedByName(files, projectDir, installed.dependencies.value),
        ...python.problems,
        ...files.problems,
      ],
    },
    fatal,
    considered: [...(found?.considered ?? []), ...settings.considered, ...installed.considered, ...python.considered],
  };
}

function submodulesNote(files: ProjectFiles): readonly Problem[] {
  const paths = emptySubmodules(files);
  return paths.length === 0 ? [] : [{ code: 'submodules-empty', paths }];
}

/** Reads, and keeps what stands in the way. */
function attemptsInto(fatal: Problem[]): <T>(read: () => T) => T | undefined {
  return (read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      fatal.push(error.problem);
      return undefined;
    }
  };
}

/** What the settings import from other places of the tree is installed too; what that needs, with it. */
function withBeside(files: ProjectFiles, found: FoundDependencies, beside: readonly string[] = []): FoundDependencies {
  const { dependencies } = found;
  if (beside.length === 0 || dependencies.value.manager === 'none') return found;
  const why = [dependencies.why, `the settings import what lies in ${beside.join(', ')}`].filter(Boolean).join('; ');
  return { ...found, dependencies: { ...dependencies, why, value: withFolders(files, dependencies.value, beside) } };
}

const nothing: ExaminedSettings = { facts: {}, problems: [], considered: [] };

/** Where manage.py is not known, what lies elsewhere belongs to any project or to none, and the code is not looked at. */
function examineDependencies(files: ProjectFiles, projectDir: string, chosen: ChosenDependencies): FoundDependencies {
  return findDependencies(files, projectDir, chosen, () => guessRequirements(files, projectDir));
}

function installedFacts(files: ProjectFiles, { dependencies }: FoundDependencies, projectDir: string) {
  return { dependencies, distributions: findDistributions(files, dependencies.value, projectDir) };
}

function placeFacts({ managePy, instead }: ChosenManagePy) {
  const folder = folderOf(managePy.value);
  const { origin } = managePy;
  return {
    managePy,
    managePyMade: instead !== undefined,
    projectDir: { value: folder, origin },
    nested: { value: folder !== '.', origin },
  };
}
