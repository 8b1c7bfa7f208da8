import { afterEach, expect, test } from 'vitest';
import { waitFor } from '../../src/run-steps/wait.ts';
import type { Wait } from '../../src/values/step.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { webServer } from './web-server.ts';

let stop = (): void => undefined;
afterEach(() => stop());

async function waiting(until: Wait['until'], limitMs: number, ...statuses: readonly number[]) {
  const server = await webServer(...statuses);
  stop = server.stop;
  const doors = { ...testDoors(), onLine: () => undefined, onProgress: () => undefined };
  const wait: Wait = { kind: 'wait', probe: { kind: 'url', url: server.url }, until, everyMs: 5, limitMs };
  const came = await waitFor(wait, doors).then(
    () => 'yes',
    (error: Error) => error.message.replace(server.url, ''),
  );
  return `${came} after ${server.asked.length}`;
}

test('health is 200 and nothing else, and may come late', async () => {
  expect(await waiting('ok', 60_000, 503, 404, 200)).toBe('yes after 3');
  expect(await waiting('ok', 100, 404)).toMatch(/^ answered 404 after \d\d?$/);
});

test('a page is any answer but a server error, which is its answer: asked once', async () => {
  expect(await waiting('below-500', 60_000, 404)).toBe('yes after 1');
  expect(await waiting('below-500', 60_000, 302)).toBe('yes after 1');
  expect(await waiting('below-500', 60_000, 500)).toBe(' answered 500 after 1');
});

test('wrong health is not waited for as long as none at all', async () => {
  expect(await waiting('ok', 10 * 60_000, 500)).toMatch(/^ answered 500 after \d+$/);
});

test('a program is asked until it says so', async () => {
  const says = (text: string) =>
    ({ kind: 'command', argv: [process.execPath, '-e', `console.log('${text}')`] }) as const;
  const doors = { ...testDoors(), onLine: () => undefined, onProgress: () => undefined };
  const wait = (text: string): Wait => ({
    kind: 'wait',
    probe: { kind: 'program', command: says(text), says: 'is ready' },
    until: 'ok',
    everyMs: 5,
    limitMs: 10,
  });
  await waitFor(wait('it IS READY'), doors);
  await expect(waitFor(wait('it is made'), doors)).rejects.toThrow('does not say so yet');
});

test('a gateway that answers in the place of a machine that starts is waited for', async () => {
  expect(await waiting('below-500', 60_000, 502, 503, 200)).toBe('yes after 3');
});
