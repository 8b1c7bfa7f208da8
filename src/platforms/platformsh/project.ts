import type { Observed } from '../types.ts';
import { listAt, textAt } from './answers.ts';
import type { Read } from './api.ts';
import { type Environment, environmentOf } from './environment.ts';
import { codeSource, type Kind, kindOf } from './kind.ts';

/** A project, as a list of them shows it. */
export interface Known {
  readonly id: string;
  readonly title: string;
}

/** The project that is meant, and the environment of it. */
export interface Project extends Known {
  readonly region: string;
  readonly gitUrl: string;
  readonly defaultBranch: string;
  /** Name of the environment that is meant: one that stands, or a new one. */
  readonly branch: string;
  readonly environment?: Environment;
  /** Undefined: it was not asked for, or the API does not tell. */
  readonly kind?: Kind;
  /** Its other environments, where all of it is meant. */
  readonly others?: readonly string[];
  /** Where its code comes from, when that is not what is pushed to the platform: "GitHub". */
  readonly codeFrom?: string;
}

/** The branch that is meant where nobody names one and nothing stands. */
export const usualBranch = 'main';

/** A project as the API shows it, with the environment that is meant. Throws what reading throws. */
export async function projectOf(read: Read, project: unknown, target: Observed): Promise<Project> {
  const id = textAt(project, 'id');
  const defaultBranch = textAt(project, 'default_branch') || usualBranch;
  const branch = target.environment ?? defaultBranch;
  const region = textAt(project, 'region');
  const gitUrl = textAt(project, 'repository', 'url') || `${id}@git.${region}:${id}.git`;
  const getsCode = target.verb === 'push' || target.verb === 'rollback';
  const isWhole = target.verb === 'destroy' && branch === defaultBranch;
  const [environment, kind, codeFrom, all] = await Promise.all([
    environmentOf(read, id, branch),
    getsCode ? kindOf(read, id, textAt(project, 'organization')) : undefined,
    getsCode ? codeSource(read, id, gitUrl) : undefined,
    isWhole ? read(`/projects/${id}/environments`) : undefined,
  ]);
  return {
    id,
    title: textAt(project, 'title'),
    region,
    gitUrl,
    defaultBranch,
    branch,
    ...(environment && { environment }),
    ...(kind && { kind }),
    ...(codeFrom && { codeFrom }),
    ...(isWhole && {
      others: listAt({ all }, 'all')
        .map((each) => textAt(each, 'id'))
        .filter((each) => each !== branch),
    }),
  };
}
