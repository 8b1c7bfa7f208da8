import { engineMessage } from '../docker/containers/failure.ts';
import { lastLines } from '../docker/containers/logs.ts';
import { engineError } from '../docker/engine-errors.ts';
import { UserError } from '../problems.ts';
import type { Aftermath } from '../problems/platform.ts';
import type { Step } from '../values/step.ts';
import type { StepDoors } from './doors.ts';
import { EffectFailure } from './failure.ts';

const shownLines = 30;

/** The last lines of what failed: its own, else those of the container that the step names. */
export async function logOf(step: Step, error: unknown, doors: StepDoors): Promise<readonly string[]> {
  const own = error instanceof EffectFailure ? error.lines : [];
  if (own.length > 0 || step.logOf === undefined) return own.slice(-shownLines);
  return lastLines(await doors.engine(), step.logOf, shownLines).catch(() => []);
}

/** The failure of a step in words for people, with what became of what was done before it; a bug stays what it is. */
export function explain(step: Step, error: unknown, log: readonly string[], aftermath?: Aftermath): unknown {
  if (isBug(error)) return error;
  const { problem } = problemOf(step, error, log);
  return new UserError(aftermath === undefined ? problem : { ...problem, aftermath }, { cause: error });
}

/** A mistake of ours and no failure of a step. What fetch throws without an answer is a TypeError with a cause. */
function isBug(error: unknown): boolean {
  return error instanceof ReferenceError || (error instanceof TypeError && error.cause === undefined);
}

/** An engine that went away, or whose disk is full, is what a person has to know first, whatever step it came in. */
function problemOf(step: Step, error: unknown, log: readonly string[]): UserError {
  if (error instanceof UserError) {
    const better = step.means?.find((each) => 'code' in each && each.code === error.problem.code);
    return better !== undefined && 'problem' in better ? new UserError(better.problem) : error;
  }
  const ofEngine = error instanceof EffectFailure ? undefined : engineError(error, `carrying out "${step.title}"`);
  if (ofEngine !== undefined && ofEngine.problem.code !== 'engine-refused') return ofEngine;
  const meant = step.means?.find((each) => 'says' in each && new RegExp(each.says, 'i').test(log.join('\n')));
  if (meant !== undefined && 'problem' in meant) return new UserError(meant.problem);
  const code = (meant !== undefined && 'failure' in meant ? meant.failure : undefined) ?? step.failure ?? 'step-failed';
  const hint = step.databaseHint === undefined ? {} : { databaseHint: step.databaseHint };
  const advice = step.advice === undefined ? {} : { advice: step.advice };
  return new UserError({ code, step: step.title, reason: engineMessage(error), log, ...hint, ...advice });
}
