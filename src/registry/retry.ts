import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../problems.ts';
import type { HttpAnswer } from './http.ts';

/** How long we go on with a registry that fails for now. */
export interface Patience {
  /** Attempts in all. */
  readonly tries: number;
  /** Pause after the first failure; it doubles each time. */
  readonly firstMs: number;
  /** No pause is longer; who wants a longer one is not waited for. */
  readonly longestMs: number;
}

export const defaultPatience: Patience = { tries: 6, firstMs: 500, longestMs: 60_000 };

/** Answers that may be others in a moment (RFC 9110 §15.5.9, §15.6; RFC 6585 §4). */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Failures that another attempt does not change: the name, the port, the certificate are what they are. */
const lasting =
  /^(ENOTFOUND|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EACCES|EPROTO|HPE_|ERR_(TLS|SSL|INVALID|HTTP|UNESCAPED)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH)/;

/** Whether a failure on the way, thrown by Node, may be gone at another attempt. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UserError || !(error instanceof Error) || error.name === 'AbortError') return false;
  const { code } = error as NodeJS.ErrnoException;
  // Node tells what a proxy answered in a sentence only.
  if (code === 'ERR_PROXY_TUNNEL') return / (?:429|5\d\d)\b/.test(error.message);
  return code !== undefined && !lasting.test(code);
}

/** Whether another attempt may be answered otherwise. */
export function isPassingStatus(status: number): boolean {
  return passing.has(status);
}

/**
 * Milliseconds to wait before the next attempt: what the registry asks for (Retry-After, RFC 9110 §10.2.3), else twice
 * as long each time, of which chance takes up to a half. Undefined: not to be waited for.
 */
export function pauseBefore(
  attempt: number,
  retryAfter: string | undefined,
  { firstMs, longestMs }: Patience,
  now = Date.now(),
): number | undefined {
  const asked = retryAfterMs(retryAfter, now);
  if (asked !== undefined) return asked > longestMs ? undefined : asked;
  const whole = Math.min(longestMs, firstMs * 2 ** attempt);
  return whole / 2 + (Math.random() * whole) / 2;
}

function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Tries until the answer is a lasting one, or patience has an end: then the last answer is given, or its failure thrown. */
export async function persist(
  attempt: () => Promise<HttpAnswer>,
  patience: Patience,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  for (let tried = 0; ; tried += 1) {
    const isLast = tried + 1 >= patience.tries;
    let wait: number | undefined;
    try {
      const answer = await attempt();
      if (isLast || !isPassingStatus(answer.status)) return answer;
      wait = pauseBefore(tried, answer.headers['retry-after'], patience);
      if (wait === undefined) return answer;
      answer.body.resume();
    } catch (error) {
      signal.throwIfAborted();
      if (isLast || !isPassing(error)) throw error;
      wait = pauseBefore(tried, undefined, patience) ?? 0;
    }
    await pause(wait, signal);
  }
}

/** Waits. Throws the signal's reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();
}
