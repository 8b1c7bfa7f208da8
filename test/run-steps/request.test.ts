import { afterEach, expect, test } from 'vitest';
import { runSteps } from '../../src/run-steps.ts';
import { UserError } from '../../src/problems.ts';
import type { ApiRequest, Step } from '../../src/values/step.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { answeringServer, webServer } from './web-server.ts';

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

test('what may be sent twice is sent again where the platform is busy; anything is after a 429, in the time that it asks for', async () => {
  const busy = async (status: number, more: Partial<ApiRequest>) => {
    const server = await answeringServer((number) => (number === 1 ? [status, '{"message":"busy"}'] : [200, '{}']));
    stop = server.stop;
    const effect: ApiRequest = { kind: 'api', url: server.url, headers: {}, method: 'POST', ...more };
    const sent = runSteps([{ id: 'a', title: 'Ask', why: 'because', effect }], testDoors());
    const outcome = await sent.then(
      () => 'done',
      () => 'refused',
    );
    server.stop();
    return [outcome, server.asked.length];
  };
  expect(await busy(503, { method: 'PATCH', repeatable: true })).toEqual(['done', 2]);
  expect(await busy(502, { method: 'GET' })).toEqual(['done', 2]);
  expect(await busy(503, {})).toEqual(['refused', 1]);
  expect(await busy(429, {})).toEqual(['done', 2]);
});

test('a refusal that says that all is as wanted is none; any other is told by its own message', async () => {
  const server = await answeringServer(() => [422, '{"id":"invalid_params","message":"It is already so."}']);
  stop = server.stop;
  const effect: ApiRequest = { kind: 'api', method: 'PATCH', url: server.url, headers: {}, body: {} };
  const ask = (more: Partial<ApiRequest>) =>
    runSteps([{ id: 'a', title: 'Ask', why: 'because', effect: { ...effect, ...more } }], testDoors());
  expect(await ask({ fine: 'already so' })).toMatchObject([{ outcome: 'done' }]);
  const error: unknown = await ask({}).catch((thrown: unknown) => thrown);
  expect(error instanceof UserError && error.problem).toMatchObject({ status: 422, message: 'It is already so.' });
});

test('what a status or a message means to the platform is said instead', async () => {
  const server = await answeringServer(() => [401, '{"message":"Invalid credentials provided."}']);
  stop = server.stop;
  const effect: ApiRequest = { kind: 'api', method: 'POST', url: server.url, headers: {} };
  const problem = { code: 'nothing-before', app: 'blog' } as const;
  const ask = (means: Step['means']) =>
    runSteps([{ id: 'a', title: 'Ask', why: 'because', effect, ...(means && { means }) }], testDoors()).catch(
      (thrown: unknown) => (thrown as UserError).problem,
    );
  expect(await ask([{ status: 401, problem }])).toMatchObject(problem);
  expect(await ask([{ says: 'invalid credentials', problem }])).toMatchObject(problem);
  expect(await ask([{ status: 403, problem }])).toMatchObject({ code: 'api-refused' });
});
