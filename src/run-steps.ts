import { engineMessage } from './docker/containers/failure.ts';
import { milliseconds } from './milliseconds.ts';
import { describeEffect } from './run-steps/describe.ts';
import { performPatiently } from './run-steps/again.ts';
import { effectDoors, type Gave, type StepDoors } from './run-steps/doors.ts';
import { explain, logOf } from './run-steps/explain.ts';
import { EffectFailure } from './run-steps/failure.ts';
import { takeBack } from './run-steps/take-back.ts';
import { withResults } from './run-steps/use-results.ts';
import type { Effect, Step, StepResult } from './values/step.ts';

/**
 * Carries steps out in order: the one place of this program that changes anything outside it. When one fails, or the
 * signal comes, everything done so far is taken back, newest first; then the UserError (or the signal's reason) is
 * thrown. Clean-up steps are carried out whatever the signal says, and their failure is a warning only.
 */
export async function runSteps(steps: readonly Step[], doors: StepDoors): Promise<readonly StepResult[]> {
  const zero = milliseconds();
  const results: StepResult[] = [];
  const begun: Step[] = [];
  for (const step of steps) {
    if (isLeftOut(step, results)) continue;
    begun.push(step);
    const startedAt = milliseconds() - zero;
    try {
      if (!step.cleanup) doors.signal.throwIfAborted();
      const gave = await carryOut(step, results, doors);
      results.push(result(step, 'done', startedAt, zero, gave));
    } catch (error) {
      const reason = engineMessage(error);
      results.push({ ...result(step, 'failed', startedAt, zero), reason });
      if (step.cleanup) {
        doors.log({ kind: 'warning', title: step.title, detail: reason });
        continue;
      }
      // Before anything is taken back: the container whose log tells is about to go.
      const log = await logOf(step, error, doors);
      const aftermath = await takeBack(begun, results, doors);
      // What failed at its very first step left everything as it was.
      throw doors.signal.aborted
        ? doors.signal.reason
        : explain(step, error, log, begun.length > 1 ? aftermath : undefined);
    }
  }
  return results;
}

function isLeftOut({ ifFailed, ifPassed }: Step, results: readonly StepResult[]): boolean {
  const passed = (step: string): boolean => results.find(({ id }) => id === step)?.exitCode === 0;
  return (ifFailed !== undefined && passed(ifFailed)) || (ifPassed !== undefined && !passed(ifPassed));
}

function result(
  step: Step,
  outcome: StepResult['outcome'],
  startedAt: number,
  zero: number,
  gave: Gave = {},
): StepResult {
  const ms = milliseconds() - zero - startedAt;
  return { id: step.id, title: step.title, why: step.why, outcome, startedAt, ms, ...gave };
}

async function carryOut(step: Step, results: readonly StepResult[], doors: StepDoors): Promise<Gave> {
  const { id: stepId, title } = step;
  const tell = step.unmentioned || hasTerminal(step.effect) ? () => undefined : doors.onEvent;
  tell({ type: 'started', stepId, title });
  const started = milliseconds();
  const passed = () => Math.round(milliseconds() - started);
  try {
    const effect = withResults(step.effect, step, results, doors.secret);
    const gave = await performPatiently(effect, step, effectDoors(step, doors));
    const { exitCode } = gave;
    const ended = exitCode === undefined ? {} : { exit: exitCode };
    doors.log({ kind: 'step', title, ms: passed(), ...ended, detail: describeEffect(step.effect) });
    tell({ type: 'completed', stepId, title, ms: passed() });
    return gave;
  } catch (error) {
    const detail = { effect: describeEffect(step.effect), reason: engineMessage(error) };
    const ended = error instanceof EffectFailure && error.exitCode !== undefined ? { exit: error.exitCode } : {};
    doors.log({ kind: 'failure', title, ms: passed(), ...ended, detail });
    tell({ type: 'failed', stepId, title, ms: passed() });
    throw error;
  }
}

/** What it writes is for the person's terminal as it is: a display of progress would write over its questions. */
function hasTerminal(effect: Effect): boolean {
  if (effect.kind === 'text' || effect.kind === 'attend') return true;
  if (effect.kind === 'command') return effect.output === 'data' || effect.output === 'terminal';
  return effect.kind === 'engine' && (effect.call === 'attend-container' || effect.call === 'logs');
}
