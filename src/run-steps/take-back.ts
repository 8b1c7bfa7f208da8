import { engineMessage } from '../docker/containers/failure.ts';
import type { Aftermath } from '../problems/platform.ts';
import type { Effect, Step, StepResult } from '../values/step.ts';
import { describeEffect } from './describe.ts';
import { effectDoors, type StepDoors } from './doors.ts';
import { perform } from './perform.ts';
import { ResultMissing, withResults } from './use-results.ts';

/** Undoes the steps, newest first; what does not work is told, and the rest goes on. Not to be interrupted. */
export async function takeBack(
  steps: readonly Step[],
  results: readonly StepResult[],
  doors: StepDoors,
): Promise<Aftermath> {
  const undone: string[] = [];
  const notUndone: { title: string; reason: string }[] = [];
  for (const step of steps.toReversed().filter(({ undo }) => undo !== undefined)) {
    if (!step.unmentioned) doors.onEvent({ type: 'undoing', stepId: step.id, title: step.title });
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
