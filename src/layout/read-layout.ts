import { UserError } from '../problems.ts';
import type { Layout } from '../values/layout.ts';
import type { ProjectFiles } from '../values/project-files.ts';
import type { Chosen } from './chosen.ts';
import { examine } from './examine.ts';

/**
 * All facts about a project, each with its origin.
 * @throws UserError with the first problem that a build cannot get past
 */
export function readLayout(files: ProjectFiles, chosen: Chosen): Layout {
  const { facts, fatal } = examine(files, chosen);
  const [problem] = fatal;
  if (problem !== undefined) throw new UserError(problem);
  return facts as Layout;
}
