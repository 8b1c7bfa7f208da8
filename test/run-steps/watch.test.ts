import { afterEach, describe, expect, test } from 'vitest';
import { runSteps } from '../../src/run-steps.ts';
import type { ApiRequest, Watch } from '../../src/values/step.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { served } from '../registry/support/served.ts';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

interface Place {
  /** Answers of the API, the last one for ever. */
  readonly states: readonly object[];
  /** What is written meanwhile, an answer each: the text, or a status without one. */
  readonly texts?: readonly (string | number)[];
}

async function watching({ states, texts = [] }: Place, more: Partial<Watch> = {}) {
  const asked: string[] = [];
  let seen = 0;
  const host = await served((request, response) => {
    const path = request.url ?? '';
    asked.push(`${path} ${request.headers.range ?? ''}`.trim());
    if (path === '/text') {
      const text = texts[asked.filter((each) => each.startsWith('/text')).length - 1] ?? 500;
      if (typeof text === 'number') return response.writeHead(text).end();
      return response.end(text);
    }
    const state = states[Math.min(seen, states.length - 1)];
    seen += 1;
    return response.end(JSON.stringify(state).replaceAll('HOST', host));
  });
  const request: ApiRequest = { kind: 'api', method: 'GET', url: `http://${host}/thing`, headers: {} };
  const effect: Watch = {
    kind: 'watch',
    request,
    at: ['status'],
    until: ['succeeded'],
    never: ['failed'],
    everyMs: 20,
    limitMs: 2000,
    ...more,
  };
  const doors = testDoors();
  const step = { id: 'a', title: 'Watch it', why: 'because', effect, failure: 'release-failed' as const };
  const told = () => doors.events.flatMap((event) => (event.type === 'output' ? [event.line] : []));
  return { asked, doors, told, done: runSteps([step], doors) };
}

test('it asks until the state is one that is waited for', async () => {
  const pending = { status: 'pending' };
  const { asked, done } = await watching({ states: [pending, pending, { status: 'succeeded', version: 7 }] });
  expect(await done).toMatchObject([{ outcome: 'done', output: '{"status":"succeeded","version":7}' }]);
  expect(asked).toHaveLength(3);
});

describe('what is written meanwhile', () => {
  const pending = { status: 'pending', stream: 'http://HOST/text' };

  test('is told line by line, also when it is not there at once, and its address is a secret', async () => {
    const states = [{ status: 'pending' }, pending, pending, { ...pending, status: 'succeeded' }];
    const { done, told, doors } = await watching({ states, texts: [404, 'one\ntwo\r\nthree'] }, { stream: ['stream'] });
    await done;
    expect(told()).toEqual(['one', 'two', 'three']);
    expect(doors.secrets.some((each) => each.endsWith('/text'))).toBe(true);
  });

  test('is why it failed: its last lines', async () => {
    const states = [pending, { ...pending, status: 'failed' }];
    const { done } = await watching({ states, texts: ['migrating\nno such column'] }, { stream: ['stream'] });
    expect(await rejectedWith(done)).toMatchObject({ code: 'release-failed', log: ['migrating', 'no such column'] });
  });

  test('is of no interest where all was well before anybody looked', async () => {
    const states = [{ ...pending, status: 'succeeded' }];
    const { done, asked, told } = await watching({ states, texts: ['old'] }, { stream: ['stream'] });
    await done;
    expect([asked, told()]).toEqual([['/thing'], []]);
  });

  test('may not be had at all: what counts is the state', async () => {
    const { done } = await watching(
      { states: [pending, { status: 'succeeded' }], texts: [403] },
      { stream: ['stream'] },
    );
    expect(await done).toMatchObject([{ outcome: 'done' }]);
  });
});

test('of a list the thing is found by its values, also those further in', async () => {
  const dyno = (version: number, state: string) => ({ type: 'web', state, release: { version } });
  const where = { type: 'web', 'release.version': '8' };
  const states = [[dyno(7, 'up')], [dyno(7, 'up'), dyno(8, 'starting')], [dyno(8, 'up')]];
  const { done, asked } = await watching({ states }, { where, at: ['state'], until: ['up'] });
  await done;
  expect(asked).toHaveLength(3);
});

test('a state that it may come back from has to last', async () => {
  const states = ['crashed', 'starting', 'up'].map((status) => ({ status }));
  const more = { until: ['up'], never: ['crashed'], lastsMs: 200 };
  expect(await (await watching({ states }, more)).done).toMatchObject([{ outcome: 'done' }]);
  const { done } = await watching({ states: states.slice(0, 1) }, more);
  expect(await rejectedWith(done)).toMatchObject({ code: 'release-failed', reason: 'it is crashed' });
});

test('it does not wait for ever, and says what it was last', async () => {
  const { done } = await watching({ states: [{ status: 'pending' }] }, { limitMs: 100 });
  const problem = await rejectedWith(done);
  expect(problem).toMatchObject({ code: 'release-failed', reason: expect.stringContaining('it is pending after') });
});
