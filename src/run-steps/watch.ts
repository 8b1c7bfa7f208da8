import { milliseconds } from '../milliseconds.ts';
import { pause } from '../registry/retry.ts';
import type { Watch } from '../values/step.ts';
import type { EffectDoors, Gave } from './doors.ts';
import { readLines } from './explain.ts';
import { EffectFailure } from './failure.ts';
import { followText } from './follow-text.ts';
import { sendRequest } from './request.ts';
import { member, parsed } from './use-results.ts';

/** How long the end of what was written may come after the state that ends it. */
const graceMs = 2000;

/** What takes long is asked for less often: APIs count their requests. */
const growth = 1.1;
const most = 10;

interface Seen {
  readonly output: string;
  readonly thing: unknown;
  readonly state: string;
}

/**
 * Asks until the state is one that is waited for; what is written meanwhile is told line by line. Throws an EffectFailure with
 * the last of these lines for a state that it does not come back from, and when the limit has passed.
 */
export async function watch(wanted: Watch, doors: EffectDoors): Promise<Gave> {
  const end = milliseconds() + wanted.limitMs;
  const lines: string[] = [];
  const stopped = new AbortController();
  const signal = AbortSignal.any([doors.signal, stopped.signal]);
  let follows: Promise<void> | undefined;
  let badSince: number | undefined;
  try {
    for (let everyMs = wanted.everyMs; ; everyMs = Math.min(everyMs * growth, wanted.everyMs * most)) {
      doors.signal.throwIfAborted();
      const seen = await look(wanted, doors);
      const isGood = wanted.until.includes(seen.state);
      // What ended well before anybody looked was told to whoever looked then.
      if (!isGood) follows ??= follow(wanted, seen, { ...doors, signal }, lines);
      badSince = wanted.never.includes(seen.state) ? (badSince ?? milliseconds()) : undefined;
      const isBad = badSince !== undefined && milliseconds() - badSince >= (wanted.lastsMs ?? 0);
      if (isGood || isBad) await Promise.race([follows, pause(graceMs, signal)]);
      if (isGood) return { output: seen.output };
      if (isBad) throw new EffectFailure(`it is ${seen.state}`, lines.slice(-readLines));
      if (milliseconds() + everyMs > end) {
        const minutes = Math.round(wanted.limitMs / 60_000);
        throw new EffectFailure(`it is ${seen.state} after ${minutes} min`, lines.slice(-readLines));
      }
      await pause(everyMs, doors.signal);
    }
  } finally {
    stopped.abort();
    await follows;
  }
}

async function look({ request, where, at }: Watch, doors: EffectDoors): Promise<Seen> {
  const { output = '' } = await sendRequest(request, doors);
  const answer = parsed(output);
  const thing = where === undefined ? answer : found(answer, where);
  const state = at.reduce(member, thing);
  return { output, thing, state: typeof state === 'string' ? state : 'not there' };
}

function found(answer: unknown, where: NonNullable<Watch['where']>): unknown {
  const all: readonly unknown[] = Array.isArray(answer) ? answer : [];
  return all.find((each) =>
    Object.entries(where).every(([path, text]) => String(path.split('.').reduce(member, each)) === text),
  );
}

/** Undefined as long as there is no address. That a text cannot be had is no failure of what is watched. */
function follow({ stream }: Watch, { thing }: Seen, doors: EffectDoors, lines: string[]): Promise<void> | undefined {
  const url = stream?.reduce(member, thing);
  if (typeof url !== 'string' || url === '') return undefined;
  doors.secret(url);
  const onLine = (line: string): void => {
    lines.push(line);
    doors.onLine(line);
  };
  return followText(url, onLine, doors).catch(() => undefined);
}
