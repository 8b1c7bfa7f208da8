import { UserError } from '../problems.ts';
import { ask } from '../registry/ask.ts';
import { dismiss } from '../registry/http.ts';
import type { TextAt } from '../values/step.ts';
import type { StepDoors } from './doors.ts';
import { sendRequest } from './request.ts';
import { member, parsed } from './use-results.ts';
import { EffectFailure } from './failure.ts';

/**
 * Asks for the address of a text, which is a secret as whoever has it may read, and hands the text on to its end. Throws
 * `api-refused`, an EffectFailure.
 */
export async function readText(
  { request, at }: TextAt,
  doors: Pick<StepDoors, 'env' | 'secret' | 'signal'>,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  for await (const chunk of await openText(await addressIn({ request, at }, doors), doors)) take(chunk);
}

/** The address that an API gives, a secret from then on. Throws `api-refused`, an EffectFailure. */
export async function addressIn(
  { request, at }: TextAt,
  doors: Pick<StepDoors, 'env' | 'secret' | 'signal'>,
): Promise<string> {
  const { output = '' } = await sendRequest(request, doors);
  const url = at.reduce(member, parsed(output));
  if (typeof url !== 'string') throw new EffectFailure(`the answer has no ${at.join('.')}`);
  doors.secret(url);
  return url;
}

/** The text at an address. Throws `api-refused`, Node's errors. */
export async function openText(
  url: string,
  { env, signal }: Pick<StepDoors, 'env' | 'signal'>,
  headers: Readonly<Record<string, string>> = {},
): Promise<AsyncIterable<Uint8Array>> {
  const answer = await ask({ method: 'GET', url, headers: { accept: 'text/plain', ...headers }, signal }, env);
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  dismiss(answer);
  throw new UserError({
    code: 'api-refused',
    url: new URL(url).origin,
    status: answer.status,
    message: 'no text there',
  });
}
