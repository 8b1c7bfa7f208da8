import { afterEach, expect, test } from 'vitest';
import { UserError } from '../../src/problems.ts';
import { withResults } from '../../src/run-steps/use-results.ts';
import { runSteps } from '../../src/run-steps.ts';
import type { ApiRequest, Step } from '../../src/values/step.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { answeringServer } from './web-server.ts';

let stop = (): void => undefined;
afterEach(() => stop());

/** An API that makes things: the first answer tells what was made. */
async function api(...answers: readonly (readonly [status: number, body: string])[]) {
  const server = await answeringServer((number) => answers[number - 1] ?? [200, '{}']);
  stop = server.stop;
  const request = (method: ApiRequest['method'], path: string, more: Partial<ApiRequest> = {}): ApiRequest => ({
    kind: 'api',
    method,
    url: `${server.url}${path}`,
    headers: {},
    ...more,
  });
  const asked = () => server.asked.map(({ method, path, body }) => `${method} ${path} ${body}`.trim());
  return { request, asked, headers: () => server.asked.map(({ headers }) => headers.authorization) };
}

const step = (id: string, effect: ApiRequest, more: Partial<Step> = {}): Step => ({
  id,
  title: `Do ${id}`,
  why: 'because',
  effect,
  ...more,
});

test('a step uses what an earlier one gave, in address, header and body; a secret is known as one', async () => {
  const made = '{"machine":{"id":"a/b 1","number":7},"token":"hunter2!"}';
  const { request, asked, headers } = await api([201, made]);
  const uses = {
    machine: { step: 'make', at: ['machine', 'id'] },
    number: { step: 'make', at: ['machine', 'number'] },
    token: { step: 'make', at: ['token'], secret: true },
  };
  const start = request('POST', 'machines/{machine}/start', {
    headers: { authorization: 'Bearer {token}' },
    body: { name: '{machine}', count: [{ of: '{number}' }], other: '{unknown}' },
  });
  const doors = testDoors();
  await runSteps([step('make', request('POST', 'machines')), step('start', start, { uses })], doors);
  expect(asked()).toEqual([
    'POST /machines',
    'POST /machines/a%2Fb%201/start {"name":"a/b 1","count":[{"of":"7"}],"other":"{unknown}"}',
  ]);
  expect(headers()).toEqual([undefined, 'Bearer hunter2!']);
  expect(doors.secrets).toEqual(['hunter2!']);
  expect(JSON.stringify(doors.logged)).not.toContain('hunter2!');
});

test('the whole text of a program is a result too', async () => {
  const { request, asked } = await api();
  const tell: Step = {
    ...step('tell', request('GET', '')),
    effect: { kind: 'command', argv: [process.execPath, '-e', 'console.log("release-7")'] },
  };
  const uses = { release: { step: 'tell' } };
  await runSteps([tell, step('get', request('GET', 'releases/{release}'), { uses })], testDoors());
  expect(asked()).toEqual(['GET /releases/release-7']);
});

test('an address that is the value itself is taken as it is', async () => {
  const other = await answeringServer(() => [200, '{}']);
  const { request } = await api([201, JSON.stringify({ web_url: `${other.url}a/b?c=d` })]);
  const effect: ApiRequest = { kind: 'api', method: 'GET', url: '{address}', headers: {} };
  const uses = { address: { step: 'make', at: ['web_url'] } };
  await runSteps([step('make', request('POST', 'apps')), step('ask', effect, { uses })], testDoors());
  other.stop();
  expect(other.asked.map(({ path }) => path)).toEqual(['/a/b?c=d']);
});

test('what a step made is taken back by the id that it gave', async () => {
  const { request, asked } = await api([201, '{"id":5}'], [400, 'no']);
  const uses = { id: { step: 'make', at: ['id'] } };
  const make = step('make', request('POST', 'things'), { uses, undo: [request('DELETE', 'things/{id}')] });
  await expect(runSteps([make, step('use', request('GET', 'x'))], testDoors())).rejects.toThrow('api-refused');
  expect(asked()).toEqual(['POST /things', 'GET /x', 'DELETE /things/5']);
});

test('what was never made is not taken back', async () => {
  const { request, asked } = await api([500, 'no']);
  const uses = { id: { step: 'make', at: ['id'] } };
  const make = step('make', request('POST', 'things'), { uses, undo: [request('DELETE', 'things/{id}')] });
  const error: unknown = await runSteps([make], testDoors()).catch((thrown: unknown) => thrown);
  expect(asked()).toEqual(['POST /things']);
  expect(error instanceof UserError && error.problem).toMatchObject({ code: 'api-refused' });
});

test.each([
  ['{"name":"x"}', 'the answer to "make" has no id'],
  ['<html>', 'the answer to "make" has no id'],
])('an answer without it (%s) fails the step that needs it, before it is asked', async (body, reason) => {
  const { request, asked } = await api([200, body]);
  const uses = { id: { step: 'make', at: ['id'] } };
  const steps = [step('make', request('POST', 'things')), step('use', request('GET', 'things/{id}'), { uses })];
  const error: unknown = await runSteps(steps, testDoors()).catch((thrown: unknown) => thrown);
  expect(error instanceof UserError && error.problem).toMatchObject({ code: 'step-failed', step: 'Do use', reason });
  expect(asked()).toEqual(['POST /things']);
});

test('of a list of things, the one that is meant is used', async () => {
  const { request, asked } = await api([200, '[{"id":"1","name":"other"},{"id":"2","name":"blog"}]']);
  const uses = { thing: { step: 'list', where: { name: 'blog' }, at: ['id'] } };
  await runSteps(
    [step('list', request('GET', 'things')), step('get', request('GET', 'things/{thing}'), { uses })],
    testDoors(),
  );
  expect(asked()).toEqual(['GET /things', 'GET /things/2']);
});

test('an address that a step gave is one as a whole, and bytes stay bytes', () => {
  const uses = { 'git-url': { step: 'make' } };
  const entry = { path: 'a', mode: '100644', id: '', size: 1, source: { bytes: new Uint8Array([1]) } } as const;
  const tree = { entries: [entry] };
  const fixed = { branch: 'main', label: 'There', message: 'x', failsIfSays: [] };
  const push = { kind: 'git-push', tree, remote: { url: '{git-url}' }, ...fixed } as const;
  const results = [{ id: 'make', output: 'https://git.example/a b.git' }];
  expect(withResults(push, { uses }, results, () => undefined)).toEqual({
    ...push,
    remote: { url: 'https://git.example/a b.git' },
  });
});

test.each([
  ['E: Invalid deployment: no', true],
  ['all is well', false],
])('a program that says "%s" with exit code 0', async (text, failed) => {
  const effect = {
    kind: 'command',
    argv: ['printf', `before\n${text}\nafter`],
    failsIfSays: 'invalid deployment',
  } as const;
  const steps: readonly Step[] = [{ id: 'say', title: 'Say', why: 'because', effect }];
  const error: unknown = await runSteps(steps, testDoors()).catch((thrown: unknown) => thrown);
  expect(error instanceof UserError).toBe(failed);
  expect(error instanceof UserError ? error.problem : { log: ['before', text] }).toMatchObject({
    log: ['before', text],
  });
});
