import { chooseFiles, neededBy } from '../build-plan/chosen-files.ts';
import { readConfig } from '../config.ts';
import type { Chosen } from '../layout/chosen.ts';
import { examine, type Examined, type ExaminedFiles } from '../layout/examine.ts';
import { frontendsInImage } from '../frontends-in-image.ts';
import { leftOutRead } from '../left-out-read.ts';
import { UserError } from '../problems.ts';
import type { Origin } from '../values/fact.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import { layoutChoicesOfConfig, typedOver } from './layout-choices.ts';

/** All that is to be said of a listed project: its facts under its configuration, and what stays out of an image. */
export function inspectFiles(files: ProjectFiles, typed: Chosen): ExaminedFiles {
  return withFiles(files, withConfiguration(files, typed));
}

/** What of the files stays out of an image; a .dockerignore that cannot be read stands in the way like the rest. */
function withFiles(files: ProjectFiles, examined: Examined): ExaminedFiles {
  const { facts, fatal } = examined;
  try {
    const { leftOut, problems } = chooseFiles(files, neededBy(facts));
    const { frontends, considered } = frontendsInImage(facts.frontends ?? [], leftOut);
    const named = leftOutRead(facts.filesRead ?? [], leftOut);
    const more = named === undefined ? problems : [...problems, named];
    return {
      ...examined,
      leftOut,
      considered: [...examined.considered, ...considered],
      facts: {
        ...facts,
        ...(facts.frontends !== undefined && { frontends }),
        problems: [...facts.problems, ...more],
      },
    };
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
