import { engineMessage } from './docker/containers/failure.ts';
import { lastLines } from './docker/containers/logs.ts';
import { engineError } from './docker/engine-errors.ts';
import { UserError } from './problems.ts';
import type { Aftermath } from './problems/platform.ts';
import { describeEffect } from './run-steps/describe.ts';
import type { EffectDoors, Gave, StepDoors } from './run-steps/doors.ts';
import { EffectFailure } from './run-steps/failure.ts';
import { perform } from './run-steps/perform.ts';
import { ResultMissing, withResults } from './run-steps/use-results.ts';
import type { Effect, Step, StepResult } from './values/step.ts';

const shownLines = 30;

/**
 * Carries steps out in order: the one place of this program that changes anything outside it. When one fails, or the
 * signal comes, everything done so far is taken back, newest first; then the UserError (or the signal's reason) is
 * thrown. Clean-up steps are carried out whatever the signal says, and their failure is a warning only.
 */
export async function runSteps(steps: readonly Step[], doors: StepDoors): Promise<readonly StepResult[]> {
  const zero = performance.now();
  const results: StepResult[] = [];
  const begun: Step[] = [];
  for (const step of steps) {
    if (isLeftOut(step, results)) continue;
    begun.push(step);
    const startedAt = performance.now() - zero;
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

function isLeftOut({ ifFailed }: Step, results: readonly StepResult[]): boolean {
  return ifFailed !== undefined && results.find(({ id }) => id === ifFailed)?.exitCode === 0;
}

function result(
  step: Step,
  outcome: StepResult['outcome'],
  startedAt: number,
  zero: number,
  gave: Gave = {},
): StepResult {
  const ms = performance.now() - zero - startedAt;
  return { id: step.id, title: step.title, why: step.why, outcome, startedAt, ms, ...gave };
}

async function carryOut(step: Step, results: readonly StepResult[], doors: StepDoors): Promise<Gave> {
  const { id: stepId, title } = step;
  const tell = step.unmentioned || hasTerminal(step.effect) ? () => undefined : doors.onEvent;
  tell({ type: 'started', stepId, title });
  const started = performance.now();
  const passed = () => Math.round(performance.now() - started);
  try {
    const effect = withResults(step.effect, step, results, doors.secret);
    const gave = await perform(effect, effectDoors(step, doors));
    doors.log({ kind: 'step', title, ms: passed(), detail: describeEffect(step.effect) });
    tell({ type: 'completed', stepId, title, ms: passed() });
    return gave;
  } catch (error) {
    const detail = { effect: describeEffect(step.effect), reason: engineMessage(error) };
    doors.log({ kind: 'failure', title, ms: passed(), detail });
    tell({ type: 'failed', stepId, title, ms: passed() });
    throw error;
  }
}

/** What it writes is for the person's terminal as it is: a display of progress would write over its questions. */
function hasTerminal(effect: Effect): boolean {
  return effect.kind === 'engine' && (effect.call === 'attend-container' || effect.call === 'logs');
}

function effectDoors({ id: stepId, title, cleanup }: Step, doors: StepDoors): EffectDoors {
  return {
    ...doors,
    ...(cleanup && { signal: new AbortController().signal }),
    onLine(line) {
      doors.log({ kind: 'output', title, detail: line });
      doors.onEvent({ type: 'output', stepId, title, line });
    },
    onProgress: (text) => doors.onEvent({ type: 'progress', stepId, title, text }),
  };
}

/** Undoes the steps, newest first; what does not work is told, and the rest goes on. Not to be interrupted. */
async function takeBack(steps: readonly Step[], results: readonly StepResult[], doors: StepDoors): Promise<Aftermath> {
  const undone: string[] = [];
  const notUndone: { title: string; reason: string }[] = [];
  for (const step of steps.toReversed().filter(({ undo }) => undo !== undefined)) {
    doors.onEvent({ type: 'undoing', stepId: step.id, title: step.title });
    try {
      for (const effect of step.undo ?? []) await undoOne(effect, step, results, doors);
      if (!step.unmentioned) undone.push(step.title);
    } catch (error) {
      notUndone.push({ title: step.title, reason: engineMessage(error) });
    }
  }
  return { undone, notUndone };
}

async function undoOne(effect: Effect, step: Step, results: readonly StepResult[], doors: StepDoors): Promise<void> {
  const whole = wholeOrNothing(() => withResults(effect, step, results, doors.secret));
  if (whole === undefined) return;
  doors.log({ kind: 'step', title: `take back: ${step.title}`, detail: describeEffect(effect) });
  await perform(whole, effectDoors({ ...step, cleanup: true }, doors));
}

/** A step that gave nothing made nothing that could be taken back. */
function wholeOrNothing(whole: () => Effect): Effect | undefined {
  try {
    return whole();
  } catch (error) {
    if (error instanceof ResultMissing) return undefined;
    throw error;
  }
}

async function logOf(step: Step, error: unknown, doors: StepDoors): Promise<readonly string[]> {
  const own = error instanceof EffectFailure ? error.lines : [];
  if (own.length > 0 || step.logOf === undefined) return own.slice(-shownLines);
  return lastLines(await doors.engine(), step.logOf, shownLines).catch(() => []);
}

function explain(step: Step, error: unknown, log: readonly string[], aftermath?: Aftermath): unknown {
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
  if (error instanceof UserError) return error;
  const ofEngine = error instanceof EffectFailure ? undefined : engineError(error, `carrying out "${step.title}"`);
  if (ofEngine !== undefined && ofEngine.problem.code !== 'engine-refused') return ofEngine;
  const code = step.failure ?? 'step-failed';
  const hint = step.databaseHint === undefined ? {} : { databaseHint: step.databaseHint };
  return new UserError({ code, step: step.title, reason: engineMessage(error), log, ...hint });
}
