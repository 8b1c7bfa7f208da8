import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_MS = 250;
const MOST_READINGS = 8;

/**
 * The lines of a log once two readings of it are the same: what a server writes about an error may come a moment after the answer
 * that showed it. A log that does not come to rest is given as it is after two seconds.
 */
export async function linesAtRest(read: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let lines = await read();
  for (let readings = 1; readings < MOST_READINGS; readings++) {
    await pause(BETWEEN_MS);
    const later = await read();
    const isSame = later.length === lines.length && later.at(-1) === lines.at(-1);
    lines = later;
    if (isSame) break;
  }
  return lines;
}
