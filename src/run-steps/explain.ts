import { engineMessage } from '../docker/containers/failure.ts';
import { lastLines } from '../docker/containers/logs.ts';
import { engineError } from '../docker/engine-errors.ts';
import { failureInLog } from '../failure-in-log.ts';
import { type Problem, UserError } from '../problems.ts';
import type { FailureInTheImage } from '../problems/build.ts';
import type { Aftermath } from '../problems/platform.ts';
import type { Meaning, Step, TextAt } from '../values/step.ts';
import type { StepDoors } from './doors.ts';
import { unfolded } from '../unfolded-log.ts';
import { EffectFailure } from './failure.ts';
import { linesAtRest } from './lines-at-rest.ts';
import { readText } from './text.ts';

const shownLines = 30;
/** A traceback through Django and a driver of a database is longer than what is shown of it. */
export const readLines = 120;
const patienceMs = 10_000;

/** The last lines of what failed, more than are shown: its own, else those of the container that the step names. */
export async function logOf(step: Step, error: unknown, doors: StepDoors): Promise<readonly string[]> {
  const own = error instanceof EffectFailure ? error.lines : [];
  if (own.length > 0 || step.logOf === undefined) return own.slice(-readLines);
  if (typeof step.logOf !== 'string') return lastOfText(step.logOf, doors);
  const { logOf: container } = step;
  const engine = await doors.engine();
  return linesAtRest(() => lastLines(engine, container, readLines)).catch(() => []);
}

/** Of a log that cannot be had there is nothing to show: what failed is said all the same. */
async function lastOfText(text: TextAt, doors: StepDoors): Promise<readonly string[]> {
  const chunks: Uint8Array[] = [];
  // Nobody is made to wait for it, an interruption included.
  const signal = AbortSignal.timeout(patienceMs);
  await readText(text, { ...doors, signal }, (chunk) => void chunks.push(chunk)).catch(() => undefined);
  return linesOf(Buffer.concat(chunks).toString()).slice(-readLines);
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** The failure of a step in words for people, with what became of what was done before it; a bug stays what it is. */
export function explain(step: Step, error: unknown, written: readonly string[], aftermath?: Aftermath): unknown {
  if (isBug(error)) return error;
  const log = unfolded(written);
  const { problem } = problemOf(step, error, log.slice(-shownLines), failureInLog(log));
  return new UserError(aftermath === undefined ? problem : { ...problem, aftermath }, { cause: error });
}

/** A mistake of ours and no failure of a step. What fetch throws without an answer is a TypeError with a cause. */
function isBug(error: unknown): boolean {
  return error instanceof ReferenceError || (error instanceof TypeError && error.cause === undefined);
}

function isMeant(meaning: Meaning, problem: Problem): boolean {
  if ('code' in meaning) return meaning.code === problem.code;
  if (problem.code !== 'api-refused') return false;
  return 'status' in meaning
    ? meaning.status === problem.status
    : 'problem' in meaning && new RegExp(meaning.says, 'i').test(problem.message);
}

/** An engine that went away, or whose disk is full, is what a person has to know first, whatever step it came in. */
function problemOf(
  step: Step,
  error: unknown,
  log: readonly string[],
  raised: FailureInTheImage | undefined,
): UserError {
  if (error instanceof UserError) {
    const better = step.means?.find((each) => isMeant(each, error.problem));
    return better !== undefined && 'problem' in better ? new UserError(better.problem) : error;
  }
  const ofEngine = error instanceof EffectFailure ? undefined : engineError(error, `carrying out "${step.title}"`);
  if (ofEngine !== undefined && ofEngine.problem.code !== 'engine-refused') return ofEngine;
  const meant = step.means?.find((each) => 'says' in each && new RegExp(each.says, 'i').test(log.join('\n')));
  if (meant !== undefined && 'problem' in meant) return new UserError(meant.problem);
  const failure = meant !== undefined && 'failure' in meant ? meant : undefined;
  const code = failure?.failure ?? step.failure ?? 'step-failed';
  const hint = step.databaseHint === undefined ? {} : { databaseHint: step.databaseHint };
  const lines = failure?.advice ?? step.advice;
  const advice = lines === undefined ? {} : { advice: lines };
  const known = { ...(raised !== undefined && { raised }), ...hint, ...advice };
  return new UserError({ code, step: step.title, reason: engineMessage(error), log, ...known });
}
