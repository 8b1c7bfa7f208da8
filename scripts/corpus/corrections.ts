import { isDeepStrictEqual } from 'node:util';
import type { FactName, RecordedProject } from './record.ts';

/** A fact of a record that is not so, with the line of the project that shows it. */
export interface Correction {
  readonly repo: string;
  /** Of a repository with several projects: which one. */
  readonly manage_py?: string;
  /** `stops`: the code with which it is right to stop. */
  readonly fact: FactName | 'stops';
  /** What the record says; once it says something else, the correction is of no effect. */
  readonly recorded: unknown;
  readonly is: unknown;
  /** `path:line` below the repository, or a path. */
  readonly where: string;
  readonly because: string;
}

/** The project with what is known better, and which of its facts that are. */
export function corrected(
  project: RecordedProject,
  corrections: readonly Correction[],
): { readonly project: RecordedProject; readonly applied: readonly Correction[] } {
  const applied = corrections.filter(
    ({ repo, manage_py: managePy = project.manage_py, fact, recorded }) =>
      repo === project.repo && managePy === project.manage_py && isDeepStrictEqual(project[fact] ?? null, recorded),
  );
  const better = Object.fromEntries(applied.map(({ fact, is }) => [fact, is]));
  return { project: { ...project, ...better }, applied };
}
