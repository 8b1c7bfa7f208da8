import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isGone, thisProcess } from './holder.ts';
import type { Holder } from './values/holder.ts';

/** Stands beside a log while its run goes on, and names the process: what a kill leaves open is known by it. */
const OPEN = '.open';

/** Says that a run goes on whose log is `base`.jsonl. On a full disk it is not said, and the log matters more. */
export function noteOpen(base: string): void {
  try {
    writeFileSync(base + OPEN, JSON.stringify(thisProcess()), { mode: 0o600 });
  } catch {
    noteEnded(base);
  }
}

/** Says that it has ended. */
export function noteEnded(base: string): void {
  rmSync(base + OPEN, { force: true });
}

/**
 * Ends each log that its process could not end, as a kill -9 or a failing machine leaves it: appends a line of the kind
 * `end` without an exit code; gives how many there were. A run that still goes on is left alone. `names` are those of the
 * folder `within`.
 */
export function endLeftOpen(names: readonly string[], within: (name: string) => string): number {
  let ended = 0;
  for (const name of names.filter((each) => each.endsWith(OPEN))) {
    const base = within(name.slice(0, -OPEN.length));
    try {
      if (!isGone(JSON.parse(readFileSync(base + OPEN, 'utf8')) as Holder)) continue;
      appendFileSync(`${base}.jsonl`, lastLine());
      noteEnded(base);
      ended += 1;
    } catch {
      // Another run was faster, or it is not ours to write.
    }
  }
  return ended;
}

/** Begins with a line feed: the line before it may have been cut. */
function lastLine(): string {
  const detail = 'the process ended without a word, as after kill -9 or when the machine stops';
  return `\n${JSON.stringify({ time: new Date().toISOString(), kind: 'end', title: 'killed', detail })}\n`;
}
