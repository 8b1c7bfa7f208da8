import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isGone, thisProcess } from '../src/holder.ts';

test('this process is there', () => {
  expect(isGone(thisProcess())).toBe(false);
  expect(thisProcess()).toMatchObject({ pid: process.pid, born: expect.any(String) });
});

test('a process that ended is gone', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(isGone({ ...thisProcess(), pid: child.pid ?? 0 })).toBe(true);
});

test('another process that has the ID by now is not the one', () => {
  expect(isGone({ ...thisProcess(), born: 'another boot/1' })).toBe(true);
});

test('one of another machine or container cannot be asked: it counts as there', () => {
  expect(isGone({ host: 'elsewhere', pid: 1, born: 'another boot/1', since: '' })).toBe(false);
  expect(isGone({ ...thisProcess(), space: 'pid:[1]', born: 'another boot/1' })).toBe(false);
});
