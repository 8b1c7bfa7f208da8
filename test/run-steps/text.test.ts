import { afterEach, expect, test } from 'vitest';
import { runSteps } from '../../src/run-steps.ts';
import type { ApiRequest, Step } from '../../src/values/step.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { served } from '../registry/support/served.ts';

const request = (host: string): ApiRequest => ({
  kind: 'api',
  method: 'POST',
  url: `http://${host}/sessions`,
  headers: { authorization: 'Bearer token-of-a-bank' },
  body: { lines: 2 },
});

let seen: string[] = [];
afterEach(() => (seen = []));

const start = (text: string | undefined): Promise<string> =>
  served((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization ?? 'nobody'}`);
    if (incoming.url !== '/sessions') return void response.end(text);
    const url = text === undefined ? null : `http://${incoming.headers.host}/logs/of-a-bank`;
    return void response.writeHead(201).end(JSON.stringify({ url }));
  });

test('a text is read from the address that the API gives, as data; who reads it there is nobody', async () => {
  const host = await start('one\ntwo\n');
  const doors = testDoors();
  const step: Step = {
    id: 'a',
    title: 'Read',
    why: 'because',
    effect: { kind: 'text', request: request(host), at: ['url'] },
  };
  await runSteps([step], doors);
  expect(doors.written()).toBe('one\ntwo\n');
  expect(seen).toEqual(['POST /sessions Bearer token-of-a-bank', 'GET /logs/of-a-bank nobody']);
  expect(doors.secrets).toContain(`http://${host}/logs/of-a-bank`);
  expect([doors.events, JSON.stringify(doors.logged)]).toEqual([[], expect.not.stringContaining('of-a-bank')]);
});

test('an answer without an address is a failure of the step', async () => {
  const host = await start(undefined);
  const step: Step = {
    id: 'a',
    title: 'Read',
    why: 'because',
    effect: { kind: 'text', request: request(host), at: ['url'] },
  };
  expect(await rejectedWith(runSteps([step], testDoors()))).toMatchObject({
    code: 'step-failed',
    reason: 'the answer has no url',
  });
});

test('the last lines of such a text show why another step failed', async () => {
  const host = await start('booting\nModuleNotFoundError\n');
  const step: Step = {
    id: 'a',
    title: 'Boot',
    why: 'because',
    effect: { kind: 'wait', probe: { kind: 'url', url: 'http://127.0.0.1:1/' }, until: 'ok', everyMs: 10, limitMs: 20 },
    logOf: { request: request(host), at: ['url'] },
  };
  expect(await rejectedWith(runSteps([step], testDoors()))).toMatchObject({ log: ['booting', 'ModuleNotFoundError'] });
  const gone = { ...step, logOf: { request: request('127.0.0.1:1'), at: ['url'] } };
  expect(await rejectedWith(runSteps([gone], testDoors()))).toMatchObject({ code: 'step-failed', log: [] });
});
