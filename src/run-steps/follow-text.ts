import { UserError } from '../problems.ts';
import { pause } from '../registry/retry.ts';
import type { EffectDoors } from './doors.ts';
import { openText } from './text.ts';

/** A text may not be there yet when its address is. */
const tries = 30;
const everyMs = 1000;

/**
 * Tells a text line by line while it is written, from where it broke off when the connection does (Range, RFC 9110 §14.2).
 * Throws `api-refused` when there is none, the signal's reason.
 */
export async function followText(
  url: string,
  onLine: (line: string) => void,
  doors: Pick<EffectDoors, 'env' | 'signal'>,
): Promise<void> {
  let length = 0;
  let rest = '';
  const decoder = new TextDecoder();
  for (let tried = 1; ; tried += 1) {
    try {
      const from = length === 0 ? {} : { range: `bytes=${length}-` };
      for await (const chunk of await openText(url, doors, from)) {
        length += chunk.length;
        const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
        rest = parts.pop() ?? '';
        parts.forEach(onLine);
      }
      break;
    } catch (error) {
      doors.signal.throwIfAborted();
      if (isEnd(error)) break;
      if (tried === tries) throw error;
      await pause(everyMs, doors.signal);
    }
  }
  if (rest !== '') onLine(rest);
}

/** The range began where the text ends: nothing more was written. */
function isEnd(error: unknown): boolean {
  return error instanceof UserError && error.problem.code === 'api-refused' && error.problem.status === 416;
}
