import { removalOf } from './django-removals/removal-of.ts';
import { distributionOf } from './layout/guessed/distributions.ts';
import type { FailureInTheImage } from './problems/build.ts';
import { missingAtRun } from './system-packages/missing-library.ts';

/** The last line of a traceback, whatever a platform writes before it: `ModuleNotFoundError: No module named 'x'`. */
const RAISED = /(?:^|[\s|])(?:[a-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Configured)): (.+?)\s*$/;
const FRAME = /File "[^"]*\/site-packages\/(\w+)[/.]/;

/** The exception that a log of the image ends with; undefined when there is none in it. Pure. */
export function failureInLog(log: readonly string[]): FailureInTheImage | undefined {
  const at = log.findLastIndex((line) => RAISED.test(line));
  const [, exception, message] = RAISED.exec(log[at] ?? '') ?? [];
  if (exception === undefined || message === undefined) return undefined;
  const removed = removalOf(message);
  // Of other exceptions, the project may be the cause wherever they are raised.
  const inside = exception === 'ImportError' || removed !== undefined ? insideOf(log.slice(0, at)) : undefined;
  const module = /^No module named '(\w+)'/.exec(message)?.[1];
  const distribution = module === undefined ? undefined : distributionOf(module);
  const missing = missingAtRun(message);
  return {
    exception,
    message,
    ...(inside !== undefined && { package: inside }),
    ...(distribution !== undefined && { distribution }),
    ...(missing !== undefined && { missing }),
    ...(removed !== undefined && { removed }),
    lines: [],
  };
}

/** The installed package of the innermost frame; undefined when that is of the project. */
function insideOf(log: readonly string[]): string | undefined {
  return FRAME.exec(log.findLast((line) => line.includes('File "')) ?? '')?.[1];
}
