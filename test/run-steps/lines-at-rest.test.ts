import { expect, test } from 'vitest';
import { linesAtRest } from '../../src/run-steps/lines-at-rest.ts';

function readings(...all: readonly (readonly string[])[]) {
  let count = 0;
  const read = async () => all[Math.min(count++, all.length - 1)] ?? [];
  return { read, count: () => count };
}

test('what comes a moment later is there, and a log at rest is read twice', async () => {
  const late = readings(['GET / 500'], ['GET / 500', 'no such column'], ['GET / 500', 'no such column', 'end']);
  expect(await linesAtRest(late.read)).toEqual(['GET / 500', 'no such column', 'end']);
  expect(late.count()).toBe(4);
  const calm = readings(['one']);
  expect(await linesAtRest(calm.read)).toEqual(['one']);
  expect(calm.count()).toBe(2);
});

test('a log that goes on and on is given as it is', async () => {
  let count = 0;
  const lines = await linesAtRest(async () => [`line ${++count}`]);
  expect(lines).toEqual(['line 8']);
});

test('a log that cannot be had is for who asked', async () => {
  await expect(linesAtRest(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
