import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runSteps } from '../../src/run-steps.ts';
import type { Step } from '../../src/values/step.ts';
import { testDoors } from '../platforms/support/doors.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A command that says each of the texts in turn and fails, and the steps' count of its runs. */
function failing(...texts: readonly string[]) {
  const folder = temporaryFolder('again');
  const [count, says] = [join(folder, 'count'), join(folder, 'says')];
  writeFileSync(count, '');
  writeFileSync(says, `${texts.join('\n')}\n`);
  const script = 'printf x >>"$0"; line=$(sed -n "$(wc -c <"$0")p" "$1"); [ -z "$line" ] || { echo "$line"; exit 1; }';
  const effect: Step['effect'] = { kind: 'command', argv: ['sh', '-c', script, count, says] };
  return { effect, runs: () => readFileSync(count, 'utf8').length };
}

const step = { id: 'a', title: 'Ask', why: 'because', again: 'too many' };

test('a command is run again while its platform is busy, and that is told', async () => {
  const { effect, runs } = failing('Error: Too many requests');
  const doors = testDoors();
  expect(await runSteps([{ ...step, effect }], doors)).toMatchObject([{ outcome: 'done', exitCode: 0 }]);
  expect(runs()).toBe(2);
  expect(doors.events).toContainEqual(expect.objectContaining({ type: 'progress', text: 'busy, again in 2 s' }));
});

test('another failure is none to be patient with, nor is any where a step does not say so', async () => {
  const other = failing('Error: no such region');
  expect(await rejectedWith(runSteps([{ ...step, effect: other.effect }], testDoors()))).toMatchObject({
    code: 'step-failed',
    log: ['Error: no such region'],
  });
  expect(other.runs()).toBe(1);
  const { again: _again, ...plain } = step;
  const busy = failing('Error: too many requests');
  await rejectedWith(runSteps([{ ...plain, effect: busy.effect }], testDoors()));
  expect(busy.runs()).toBe(1);
});

test('whoever interrupts the wait is not kept', async () => {
  const { effect, runs } = failing('Error: too many requests', 'Error: too many requests');
  const interruption = new AbortController();
  const doors = testDoors({
    signal: interruption.signal,
    onEvent: ({ type }) => type === 'progress' && interruption.abort(new Error('SIGINT')),
  });
  await expect(runSteps([{ ...step, effect }], doors)).rejects.toThrow('SIGINT');
  expect(runs()).toBe(1);
});
