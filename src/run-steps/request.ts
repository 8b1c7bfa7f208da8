import { UserError } from '../problems.ts';
import { ask } from '../registry/ask.ts';
import { dismiss, type HttpAnswer, readBody } from '../registry/http.ts';
import { defaultPatience, isPassingStatus, pause, pauseBefore } from '../registry/retry.ts';
import type { ApiRequest } from '../values/step.ts';
import type { Gave, StepDoors } from './doors.ts';
import { EffectFailure } from './failure.ts';

type Doors = Pick<StepDoors, 'env' | 'signal'>;

const patience = { ...defaultPatience, tries: 4 };
/** Who does not answer for that long is asked again, or given up. */
const silenceMs = 60_000;

/**
 * Sends a request to a platform; gives the body of its answer. What may be sent twice is sent again when the platform is busy
 * or gone for a moment; anything is after a 429, which says that nothing was done. Throws `api-refused` for any other status of
 * 300 and above, an EffectFailure where there is no answer.
 */
export async function sendRequest(request: ApiRequest, doors: Doors): Promise<Gave> {
  const answer = await persistently(request, doors);
  const output = (await readBody(answer)).toString();
  if (answer.status < 300) return { output };
  const message = messageIn(output);
  if (request.fine !== undefined && new RegExp(request.fine, 'i').test(message)) return { output };
  throw new UserError({ code: 'api-refused', url: request.url, status: answer.status, message: message.slice(0, 500) });
}

async function persistently(request: ApiRequest, doors: Doors): Promise<HttpAnswer> {
  const mayRepeat = request.repeatable === true || request.method === 'GET' || request.method === 'HEAD';
  for (let tried = 0; ; tried += 1) {
    const isLast = tried + 1 === patience.tries;
    const answer = await send(request, doors).catch((error: unknown) => {
      doors.signal.throwIfAborted();
      if (!isLast && mayRepeat) return undefined;
      throw new EffectFailure(`${new URL(request.url).host} gave no answer: ${(error as Error).message}`);
    });
    const { status = 0, headers = {} } = answer ?? {};
    const isPassing = answer === undefined || status === 429 || (mayRepeat && isPassingStatus(status));
    const wait = isPassing ? pauseBefore(tried, headers['retry-after'], patience) : undefined;
    if (answer !== undefined && (isLast || wait === undefined)) return answer;
    if (answer !== undefined) dismiss(answer);
    await pause(wait ?? 0, doors.signal);
  }
}

function send({ method, url, headers, body }: ApiRequest, { env, signal }: Doors): Promise<HttpAnswer> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const typed = bytes && { 'content-type': 'application/json', 'content-length': String(bytes.length) };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(silenceMs)]);
  return ask({ method, url, headers: { ...typed, ...headers }, signal: limited, ...(bytes && { body: bytes }) }, env);
}

/** What an error says to people, where its body is an object with a message; else the body. */
function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
