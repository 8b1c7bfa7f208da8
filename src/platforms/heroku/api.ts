import { UserError } from '../../problems.ts';
import { ask } from '../../registry/ask.ts';
import { dismiss, type HttpAnswer, readBody } from '../../registry/http.ts';
import { defaultPatience, isPassingStatus, pause, pauseBefore } from '../../registry/retry.ts';
import type { ObserveDoors } from '../types.ts';
import { endpoints, label } from './names.ts';
import { loggedOut, type Token } from './token.ts';

/** Reads the Platform API; undefined: there is no such thing, or none that the token may see. */
export type Read = (path: string, headers?: Readonly<Record<string, string>>) => Promise<unknown>;

const patience = { ...defaultPatience, tries: 4 };
const silenceMs = 30_000;

/**
 * Reads the Platform API with a token, again when it is busy (429, 5xx), after the time that it asks for. The function throws
 * `platform-login-missing` for a token that is none any more, `platform-question-failed` for any other answer that is no yes.
 */
export function reader({ env, signal }: Pick<ObserveDoors, 'env' | 'signal'>, token: Token): Read {
  const { api } = endpoints(env);
  return async (path, headers = {}) => {
    const answer = await patiently(`${api}${path}`, headers, token, { env, signal });
    if (answer.status === 401) throw loggedOut(`it does not take the token of ${token.origin} (any more)`);
    const text = await readBody(answer).then(String, () => '');
    if (answer.status === 403 || answer.status === 404) return undefined;
    if (answer.status >= 300) throw failed(path, [`HTTP ${answer.status}`, messageIn(text)]);
    return parsed(text) ?? failWith(failed(path, ['what it answered is not JSON']));
  };
}

async function patiently(
  url: string,
  more: Readonly<Record<string, string>>,
  { value }: Token,
  { env, signal }: Pick<ObserveDoors, 'env' | 'signal'>,
): Promise<HttpAnswer> {
  const headers = { accept: 'application/vnd.heroku+json; version=3', authorization: `Bearer ${value}`, ...more };
  for (let tried = 0; ; tried += 1) {
    signal.throwIfAborted();
    const isLast = tried + 1 === patience.tries;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(silenceMs)]);
    const answer = await ask({ method: 'GET', url, headers, signal: limited }, env).catch((error: unknown) => {
      signal.throwIfAborted();
      if (!isLast) return undefined;
      throw failed(new URL(url).pathname, [(error as Error).message]);
    });
    const isPassing = answer === undefined || isPassingStatus(answer.status);
    const wait = isPassing ? pauseBefore(tried, answer?.headers['retry-after'], patience) : undefined;
    if (answer !== undefined && (isLast || wait === undefined)) return answer;
    if (answer !== undefined) dismiss(answer);
    await pause(wait ?? 0, signal);
  }
}

function failed(path: string, log: readonly string[]): UserError {
  const lines = log.filter((line) => line !== '');
  return new UserError({ code: 'platform-question-failed', platform: label, command: `GET ${path}`, log: lines });
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
