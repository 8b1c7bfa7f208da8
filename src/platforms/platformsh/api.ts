import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../problems.ts';
import type { ObserveDoors } from '../types.ts';
import type { Flavour } from './names.ts';
import { loggedOut } from './program.ts';

/** Reads of the API; undefined: there is no such thing, or none that this login may see. */
export type Read = (path: string) => Promise<unknown>;

const tries = 4;
const firstPauseMs = 500;
const patienceMs = 30_000;

/** Where the API is: as the platform's own program has it from its variables. */
export function apiUrl({ variables }: Flavour, env: NodeJS.ProcessEnv): string {
  const url = env[`${variables}API_URL`] || env[`${variables}API_BASE_URL`] || 'https://api.upsun.com';
  return url.replace(/\/$/, '');
}

/**
 * Reads the API with an access token, again when it is busy (429, 5xx). The function throws `platform-login-missing` for a
 * token that is none any more, `platform-question-failed` for any other answer that is no yes.
 */
export function reader({ env, signal }: Pick<ObserveDoors, 'env' | 'signal'>, flavour: Flavour, token: string): Read {
  const base = apiUrl(flavour, env);
  const failed = (path: string, ...log: readonly string[]): UserError =>
    new UserError({ code: 'platform-question-failed', platform: flavour.label, command: `GET ${path}`, log });
  return async (path) => {
    const answer = await patiently(`${base}${path}`, token, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw failed(path, reasonOf(error));
    });
    if (answer.status === 401) throw loggedOut(flavour, 'the API does not take the token (any more)');
    if (answer.status === 403 || answer.status === 404) return undefined;
    const text = await answer.text().catch(() => '');
    if (!answer.ok) throw failed(path, `HTTP ${answer.status}`, text.slice(0, 300));
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw failed(path, 'what it answered is not JSON');
    }
  };
}

async function patiently(url: string, token: string, signal: AbortSignal): Promise<Response> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  for (let time = 1; ; time += 1) {
    signal.throwIfAborted();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const answer = await fetch(url, { headers, redirect: 'manual', signal: limited }).catch((error: unknown) => {
      if (time < tries && !signal.aborted) return undefined;
      throw error;
    });
    const isPassing = answer === undefined || answer.status === 429 || answer.status >= 500;
    if (answer !== undefined && (!isPassing || time === tries)) return answer;
    await pause(firstPauseMs * 2 ** (time - 1), undefined, { signal });
  }
}

/** What fetch throws says "fetch failed"; why stands in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
