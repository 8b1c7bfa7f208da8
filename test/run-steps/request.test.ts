import { afterEach, expect, test } from 'vitest';
import { runSteps } from '../../src/run-steps.ts';
import { UserError } from '../../src/problems.ts';
import type { ApiRequest } from '../../src/values/step.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { webServer } from './web-server.ts';

let stop = (): void => undefined;
afterEach(() => stop());

async function send(status: number, more: Partial<ApiRequest> = {}) {
  const server = await webServer(status);
  stop = server.stop;
  const effect: ApiRequest = { kind: 'api', method: 'POST', url: server.url, headers: {}, ...more };
  const doors = testDoors();
  const sent = runSteps([{ id: 'a', title: 'Ask', why: 'because', effect }], doors);
  return { server, doors, sent };
}

test('a body goes as JSON, the answer comes back, and the log has neither it nor a header', async () => {
  const headers = { authorization: 'Bearer token-of-a-bank' };
  const { server, doors, sent } = await send(201, { headers, body: { secret: 'of-a-bank' } });
  expect(await sent).toMatchObject([{ outcome: 'done', output: 'answer 1' }]);
  expect(server.asked[0]).toMatchObject({ method: 'POST', body: '{"secret":"of-a-bank"}' });
  expect(server.asked[0]?.headers).toMatchObject({ ...headers, 'content-type': 'application/json' });
  expect(doors.logged.map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
    ['step', 'Ask', `POST ${server.url}`],
  ]);
  expect(JSON.stringify([doors.logged, doors.events])).not.toContain('of-a-bank');
});

test.each([302, 401, 500])('an answer of %i is refused with what it said, a redirect not followed', async (status) => {
  const { server, sent } = await send(status);
  const error: unknown = await sent.catch((thrown: unknown) => thrown);
  expect(error instanceof UserError && error.problem).toEqual({
    code: 'api-refused',
    url: server.url,
    status,
    message: 'answer 1',
  });
});
