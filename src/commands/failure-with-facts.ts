import { UserError } from '../problems.ts';
import type { ImageFacts } from '../values/image.ts';

/** The failure of a step, with what the build found out and the log of it does not say. */
export function withFacts(error: unknown, facts: ImageFacts | undefined): unknown {
  if (!(error instanceof UserError) || !('raised' in error.problem) || facts === undefined) return error;
  const { django, python, unmigrated } = facts;
  const apps = unmigrated === undefined ? {} : { unmigrated: unmigrated.map(({ app }) => app) };
  const raised = { ...error.problem.raised, django, python, ...apps };
  return new UserError({ ...error.problem, raised }, { cause: error.cause });
}
