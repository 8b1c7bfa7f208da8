import type { EngineProblem } from '../problems/engine.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { EngineFacts } from '../values/image.ts';
import { isDiskFull } from './engine-errors.ts';
import type { BuildOutcome, FailedStep } from './progress.ts';

/**
 * The problem behind a build that failed. Engines word failures differently: what the step is (BuildKit's name for it)
 * decides, and words only where the kernel speaks.
 */
export function buildFailure(outcome: BuildOutcome, plan: BuildPlan, engine: EngineFacts): EngineProblem {
  const { failed } = outcome;
  const reason = failed?.error ?? outcome.error;
  if (reason === undefined) {
    return { code: 'engine-lost', during: 'building the image', reason: 'its answer ended without a result' };
  }
  const lines = failed?.lines ?? [];
  if ([reason, ...lines].some(isDiskFull)) {
    return { code: 'engine-disk-full', ...(failed && { step: failed.name }), lines: lines.slice(-10) };
  }
  if (cannotRun(reason, lines) && (plan.osArch !== engine.osArch || failed !== undefined)) {
    return {
      code: 'platform-not-emulated',
      wanted: plan.osArch,
      engine: engine.osArch,
      reason: kernelSays(reason, lines),
    };
  }
  if (failed === undefined) return { code: 'engine-refused', call: 'building the image', reason };
  if (isBaseImage(failed, plan)) {
    return { code: 'base-image-unavailable', image: plan.baseImage, osArch: plan.osArch, reason };
  }
  const exit = /exit code: (\d+)/.exec(reason)?.[1];
  const exitCode = exit === undefined ? {} : { exitCode: Number(exit) };
  return { code: 'build-step-failed', step: failed.name, ...exitCode, error: reason, lines };
}

/** ENOEXEC in the kernel's words: a program of another architecture, and no emulator for it. */
function cannotRun(reason: string, lines: readonly string[]): boolean {
  return [reason, ...lines].some((line) => /exec format error/i.test(line));
}

/** The line that says it, without BuildKit's repetition of the whole command: `exec /bin/sh: exec format error`. */
function kernelSays(reason: string, lines: readonly string[]): string {
  const line = [...lines, reason].find((each) => /exec format error/i.test(each)) ?? reason;
  return /(?:exec |fork\/exec )?(?:"[^"]*"|\S+): exec format error/i.exec(line)?.[0] ?? 'exec format error';
}

/** BuildKit looks a base image up in one step and fetches it in another; both name it. */
function isBaseImage(failed: FailedStep, plan: BuildPlan): boolean {
  if (failed.name.startsWith('[internal] load metadata for ')) return true;
  return / FROM \S/.test(failed.name) && failed.name.includes(plan.baseImage.split('@')[0] ?? plan.baseImage);
}
