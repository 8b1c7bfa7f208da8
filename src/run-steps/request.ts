import { UserError } from '../problems.ts';
import type { ApiRequest } from '../values/step.ts';
import type { EffectDoors, Gave } from './doors.ts';

/** Sends a request to a platform; gives the body of its answer. Throws `api-refused` for any status of 300 and above. */
export async function sendRequest(request: ApiRequest, doors: EffectDoors): Promise<Gave> {
  const answer = await fetch(request.url, {
    method: request.method,
    headers: { ...(request.body !== undefined && { 'content-type': 'application/json' }), ...request.headers },
    redirect: 'manual',
    signal: doors.signal,
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  });
  const output = await answer.text();
  if (answer.status >= 300) {
    throw new UserError({
      code: 'api-refused',
      url: request.url,
      status: answer.status,
      message: output.slice(0, 500),
    });
  }
  return { output };
}
