import type { BuildProblem } from './problems/build.ts';
import type { ConfigProblem } from './problems/config.ts';
import type { EngineProblem } from './problems/engine.ts';
import type { FrontendProblem } from './problems/frontend.ts';
import type { LayoutProblem } from './problems/layout.ts';
import type { Aftermath, PlatformProblem } from './problems/platform.ts';
import type { RegistryProblem } from './problems/registry.ts';
import type { RunsProblem } from './problems/runs.ts';

/** Everything that can be wrong and that the person can do something about. */
export type Problem = (
  | LayoutProblem
  | FrontendProblem
  | BuildProblem
  | EngineProblem
  | PlatformProblem
  | ConfigProblem
  | RegistryProblem
  | RunsProblem
) & {
  /** When it came while something was being changed: what became of that. */
  readonly aftermath?: Aftermath;
};

/** A failure the person is told about: exit code 1 (2 for usage). Anything else that is thrown is our bug (70). */
export class UserError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = 'UserError';
    this.problem = problem;
  }
}
