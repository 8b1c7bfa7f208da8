import { resolve } from 'node:path';
import { chooseFiles, neededBy } from '../build-plan/chosen-files.ts';
import { readConfig } from '../config.ts';
import { belowRoot, findProjectRoot } from '../layout/find-root.ts';
import type { Chosen } from '../layout/chosen.ts';
import { examine, type Examined, type ExaminedFiles } from '../layout/examine.ts';
import { leftOutRead } from '../left-out-read.ts';
import { listProjectFiles } from '../layout/project-files.ts';
import { inspectJson } from '../layout/inspect-json.ts';
import { inspectText, type Shown } from '../layout/inspect-text.ts';
import { wordsFor } from '../messages.ts';
import { UserError } from '../problems.ts';
import type { Origin } from '../values/fact.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { layoutChoicesOfConfig, typedOver } from './layout-choices.ts';

type Choices = Omit<Chosen, 'from'>;

/**
 * Prints the facts about the project that `dir` is or lies in, each with its origin: aligned for people, or as the
 * documented JSON. What was typed wins over the project's configuration. What was found is printed even when something
 * stands in the way of a build.
 * @throws UserError with the first such problem, after printing
 */
export async function inspect(
  dir: string,
  typed: Choices,
  { json, ...shown }: { readonly json: boolean } & Shown,
  out: (text: string) => void,
): Promise<void> {
  const start = resolve(dir);
  const root = findProjectRoot(start);
  const files = await listProjectFiles(root);
  const from = belowRoot(root, start);
  const examined = inspectFiles(files, { ...typed, ...(from === undefined ? {} : { from }) });
  out(
    json
      ? `${JSON.stringify(inspectJson(examined, wordsFor), undefined, 2)}\n`
      : inspectText(examined, wordsFor, shown),
  );
  const [problem] = examined.fatal;
  if (problem !== undefined) throw new UserError(problem);
}

/** All that is to be said of a listed project: its facts under its configuration, and what stays out of an image. */
export function inspectFiles(files: ProjectFiles, typed: Chosen): ExaminedFiles {
  return withFiles(files, withConfiguration(files, typed));
}

/** What of the files stays out of an image; a .dockerignore that cannot be read stands in the way like the rest. */
function withFiles(files: ProjectFiles, examined: Examined): ExaminedFiles {
  const { facts, fatal } = examined;
  try {
    const { leftOut, problems } = chooseFiles(files, neededBy(facts));
    const named = leftOutRead(facts.filesRead ?? [], leftOut);
    const more = named === undefined ? problems : [...problems, named];
    return { ...examined, leftOut, facts: { ...facts, problems: [...facts.problems, ...more] } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...examined, leftOut: [], fatal: [...fatal, error.problem] };
  }
}

/** The facts under what the configuration chooses too; a configuration that cannot be read stands in the way like the rest. */
function withConfiguration(files: ProjectFiles, typed: Chosen): Examined {
  try {
    const { file = '', values } = readConfig(files);
    const chosen = layoutChoicesOfConfig(values);
    const examined = examine(files, typedOver<Chosen>(chosen, typed));
    const options = Object.keys(chosen)
      .filter((name) => !(name in typed))
      .map(optionOf);
    return { ...examined, facts: readFrom(examined.facts, options, file.split(' ')[0] ?? '') };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const examined = examine(files, typed);
    return { ...examined, fatal: [error.problem, ...examined.fatal] };
  }
}

/** The option that makes a choice. */
function optionOf(choice: string): string {
  if (choice === 'processes') return '--process';
  if (choice === 'migrate') return '--no-migrate';
  return `--${choice.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Facts that stand in the configuration have that file as their origin, not an option nobody typed. */
function readFrom(facts: Examined['facts'], options: readonly string[], file: string): Examined['facts'] {
  const move = (fact: unknown): unknown => {
    const { origin } = fact as { readonly origin?: Origin };
    const isMoved = typeof origin === 'object' && 'option' in origin && options.includes(origin.option);
    return isMoved ? { ...(fact as object), origin: { file } } : fact;
  };
  const moved = Object.entries(facts).map(([name, fact]) => [
    name,
    Array.isArray(fact) ? fact.map(move) : typeof fact === 'object' ? move(fact) : fact,
  ]);
  return Object.fromEntries(moved) as Examined['facts'];
}
