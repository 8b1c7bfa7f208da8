import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../../problems.ts';
import type { ObserveDoors } from '../types.ts';
import { endpoints, platform } from './names.ts';
import { loggedOut, type Token } from './token.ts';

/** Reads of the Platform API; undefined: there is no such thing, or none that the token may see. */
export type Read = (path: string) => Promise<unknown>;

const tries = 4;
const firstPauseMs = 500;
const patienceMs = 30_000;

/**
 * Reads the Platform API with a token, again when it is busy (429, 5xx). The function throws `platform-login-missing` for
 * a token that is none any more, `platform-question-failed` for any other answer that is no yes.
 */
export function reader({ env, signal }: Pick<ObserveDoors, 'env' | 'signal'>, token: Token): Read {
  const { api } = endpoints(env);
  return async (path) => {
    const answer = await patiently(`${api}${path}`, token, signal);
    if (answer.status === 401) throw loggedOut(`it does not take the token of ${token.origin} (any more)`);
    if (answer.status === 403 || answer.status === 404) return undefined;
    const text = await answer.text().catch(() => '');
    if (!answer.ok) throw failed(path, [`HTTP ${answer.status}`, messageIn(text)]);
    return parsed(text) ?? failWith(failed(path, ['what it answered is not JSON']));
  };
}

async function patiently(url: string, { value }: Token, signal: AbortSignal): Promise<Response> {
  const headers = { accept: 'application/vnd.heroku+json; version=3', authorization: `Bearer ${value}` };
  for (let time = 1; ; time += 1) {
    signal.throwIfAborted();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const answer = await fetch(url, { headers, redirect: 'manual', signal: limited }).catch((error: unknown) => {
      signal.throwIfAborted();
      if (time < tries) return undefined;
      throw failed(new URL(url).pathname, [reasonOf(error)]);
    });
    const isPassing = answer === undefined || answer.status === 429 || answer.status >= 500;
    if (answer !== undefined && (!isPassing || time === tries)) return answer;
    await pause(firstPauseMs * 2 ** (time - 1), undefined, { signal }).catch(() => undefined);
  }
}

/** What fetch throws says "fetch failed"; why stands in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

function failed(path: string, log: readonly string[]): UserError {
  const lines = log.filter((line) => line !== '');
  return new UserError({ code: 'platform-question-failed', platform, command: `GET ${path}`, log: lines });
}

function failWith(error: UserError): never {
  throw error;
}

function messageIn(text: string): string {
  const message = (parsed(text) as { readonly message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message.slice(0, 300) : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
