import { existsSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import type { Chosen } from '../../src/layout/chosen.ts';
import { examine, type Examined } from '../../src/layout/examine.ts';
import { belowRoot, findProjectRoot } from '../../src/layout/find-root.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { wordsFor } from '../../src/messages.ts';
import { UserError, type Problem } from '../../src/problems.ts';

/** What the tool says of a project, its paths below the repository. */
export interface Answer {
  readonly managePy?: string;
  readonly settingsModule?: string;
  readonly productionSettingsModule?: string;
  readonly configuration?: string;
  readonly application?: string;
  readonly interface?: 'wsgi' | 'asgi';
  readonly manager: string;
  readonly files: readonly string[];
  readonly python: string;
  readonly environment: readonly string[];
  /** What may demand more, and cannot be read. */
  readonly environmentOpen: readonly string[];
  /** Choices that the tool leaves to the user. */
  readonly questions: readonly Question[];
  /** What it cannot get past and asks nothing about: the first line of each. */
  readonly stopped: readonly { readonly code: string; readonly what: string }[];
}

/** A choice that is left to the user, with the candidates that are listed. */
export interface Question {
  readonly about: 'manage' | 'settings' | 'frontend' | 'other';
  readonly code: string;
  readonly candidates: readonly string[];
}

/** What the user types in answer to a question. */
export type Replies = Pick<Chosen, 'manage' | 'settings' | 'frontend'>;

/**
 * Reads a project as `simple-deploy inspect <start>` does.
 * @throws UserError when the folder cannot be read
 */
export async function answerFor(repository: string, start: string, replies: Replies): Promise<Answer> {
  const folder = join(repository, start);
  const root = findProjectRoot(folder);
  const from = belowRoot(root, folder);
  const files = await listProjectFiles(root);
  // A path that is typed is one below the folder of the project.
  const manage = replies.manage === undefined ? {} : { manage: relative(root, join(repository, replies.manage)) };
  const examined = examine(files, { ...replies, ...manage, ...(from === undefined ? {} : { from }) });
  return told(examined, (path) => normalize(join(relative(repository, root), path)));
}

function told({ facts, fatal }: Examined, below: (path: string) => string): Answer {
  const { managePy, settingsModule, productionSettingsModule, configuration, application } = facts;
  const { managePyMade, dependencies, python, environment, environmentOpen } = facts;
  const questions = fatal.map((problem) => questionOf(problem, below));
  return {
    // One that is only made in the image is none of the project's.
    ...(managePy === undefined || managePyMade === true ? {} : { managePy: below(managePy.value) }),
    ...(settingsModule === undefined ? {} : { settingsModule: settingsModule.value }),
    ...(productionSettingsModule === undefined ? {} : { productionSettingsModule: productionSettingsModule.value }),
    ...(configuration === undefined ? {} : { configuration: configuration.value }),
    ...(application === undefined
      ? {}
      : {
          application: `${application.value.module}:${application.value.callable}`,
          interface: application.value.interface,
        }),
    manager: dependencies?.value.manager ?? 'none',
    files: (dependencies?.value.files ?? []).map(below),
    python: python?.value.version ?? '',
    environment: (environment ?? []).map(({ value }) => value),
    environmentOpen: (environmentOpen ?? []).map(({ value }) => value),
    questions: questions.filter((question) => question !== undefined),
    stopped: fatal
      .filter((_, index) => questions[index] === undefined)
      .map((problem) => ({ code: problem.code, what: wordsFor(problem).what })),
  };
}

/** A problem asks when it lists what could be chosen. */
function questionOf(problem: Problem, below: (path: string) => string): Question | undefined {
  if (!('candidates' in problem) || problem.candidates.length === 0) return undefined;
  if (problem.code === 'frontend-several') {
    return { about: 'frontend', code: problem.code, candidates: problem.candidates.map(({ folder }) => folder) };
  }
  const about = aboutOf(problem.code);
  const candidates = problem.candidates.map((one) => (typeof one === 'string' ? one : below(one.path)));
  return { about, code: problem.code, candidates };
}

/** What the candidates are: without any manage.py, the settings modules that could be named instead. */
function aboutOf(code: string): Question['about'] {
  if (code === 'manage-py-missing') return 'settings';
  return (['manage', 'settings'] as const).find((word) => code.startsWith(word)) ?? 'other';
}

/** Whether the repository of a record lies in the folder. */
export function liesIn(folder: string, repo: string): boolean {
  return existsSync(join(folder, repo));
}

/** The answer, or the problem for which there is none. */
export async function answerOrProblem(repository: string, start: string, replies: Replies): Promise<Answer> {
  try {
    return await answerFor(repository, start, replies);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const stopped = [{ code: error.problem.code, what: wordsFor(error.problem).what }];
    return { manager: 'none', files: [], python: '', environment: [], environmentOpen: [], questions: [], stopped };
  }
}
