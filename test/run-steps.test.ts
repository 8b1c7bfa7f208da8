import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../src/problems.ts';
import { runSteps } from '../src/run-steps.ts';
import type { Command, Step } from '../src/values/step.ts';
import { testDoors } from './platforms/support/doors.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simple-deploy-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that appends a word to a file, and ends with an exit code. */
const note = (word: string, exitCode = 0): Command => ({
  kind: 'command',
  argv: [
    process.execPath,
    '-e',
    `fs.appendFileSync('noted', '${word} '); console.log('did ${word}'); process.exit(${exitCode})`,
  ],
  cwd: folder,
});
const step = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  title: `Do ${id}`,
  why: 'because',
  effect: note(id),
  ...more,
});
const noted = () => readFileSync(join(folder, 'noted'), 'utf8').trim();
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof UserError ? error.problem : error),
  );

test('steps run in order, told and timed', async () => {
  const doors = testDoors();
  const results = await runSteps([step('a'), step('b')], doors);
  expect(noted()).toBe('a b');
  expect(results).toMatchObject([
    { id: 'a', outcome: 'done', exitCode: 0, output: 'did a' },
    { id: 'b', outcome: 'done' },
  ]);
  expect(doors.events.map((event) => `${event.type} ${event.stepId}`)).toEqual([
    'started a',
    'output a',
    'completed a',
    'started b',
    'output b',
    'completed b',
  ]);
});

test('a failure takes back what was done, newest first, the failed step included', async () => {
  const steps = [
    step('a', { undo: [note('undo-a1'), note('undo-a2')] }),
    step('b', { effect: note('b', 1), undo: [note('undo-b')] }),
    step('c', { undo: [note('undo-c')] }),
  ];
  const problem = await problemOf(runSteps(steps, testDoors()));
  expect(noted()).toBe('a b undo-b undo-a1 undo-a2');
  expect(problem).toMatchObject({
    code: 'step-failed',
    step: 'Do b',
    log: ['did b'],
    aftermath: { undone: ['Do b', 'Do a'], notUndone: [] },
  });
});

test('what cannot be taken back is told, and the rest is taken back all the same', async () => {
  const steps = [
    step('a', { undo: [note('undo-a')] }),
    step('b', { undo: [note('undo-b', 1)] }),
    step('c', {
      effect: {
        kind: 'wait',
        probe: { kind: 'url', url: 'http://127.0.0.1:1/' },
        until: 'ok',
        everyMs: 10,
        limitMs: 30,
      },
    }),
  ];
  const problem = await problemOf(runSteps(steps, testDoors()));
  expect(noted()).toBe('a b undo-b undo-a');
  expect(problem).toMatchObject({
    code: 'step-failed',
    step: 'Do c',
    aftermath: { undone: ['Do a'], notUndone: [{ title: 'Do b' }] },
  });
});

test('a failure that explains itself keeps its code and tells what was taken back, scaffolding left out', async () => {
  const missing: Command = { kind: 'command', argv: ['no-such-program-anywhere'] };
  const steps = [
    step('lock', { undo: [note('undo-lock')], unmentioned: true }),
    step('a', { undo: [note('undo-a')] }),
    step('b', { effect: missing }),
  ];
  const doors = testDoors();
  expect(await problemOf(runSteps(steps, doors))).toEqual({
    code: 'program-missing',
    program: 'no-such-program-anywhere',
    aftermath: { undone: ['Do a'], notUndone: [] },
  });
  expect(noted()).toBe('lock a undo-a undo-lock');
  expect(doors.events.flatMap(({ type, title }) => (type === 'undoing' ? [title] : []))).toEqual(['Do a']);
});

test('a mistake of ours takes back too, and is not told as a failure of the step', async () => {
  const mistake = new TypeError('x is not a function');
  const effect = { kind: 'engine', call: 'start-container', name: 'x' } as const;
  const steps = [step('a', { undo: [note('undo-a')] }), step('b', { effect })];
  const engine = () => Promise.reject(mistake);
  await expect(runSteps(steps, testDoors({ engine }))).rejects.toBe(mistake);
  expect(noted()).toBe('a undo-a');
});

test('an engine that does not answer is what a person has to know, whatever the step', async () => {
  const effect = { kind: 'engine', call: 'start-container', name: 'x' } as const;
  const engine = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  expect(await problemOf(runSteps([step('a', { effect, failure: 'start-failed' })], testDoors({ engine })))).toEqual({
    code: 'engine-lost',
    during: 'carrying out "Do a"',
    reason: 'connect',
  });
  const refused = () => Promise.reject(Object.assign(new Error('no such container'), { statusCode: 404 }));
  expect(await problemOf(runSteps([step('a', { effect })], testDoors({ engine: refused })))).toMatchObject({
    code: 'step-failed',
    reason: 'no such container',
  });
});

test('a step for the case that another failed is left out when that went well', async () => {
  const results = await runSteps([step('a'), step('b', { ifFailed: 'a' }), step('c', { ifFailed: 'b' })], testDoors());
  expect(noted()).toBe('a c');
  expect(results.map(({ id }) => id)).toEqual(['a', 'c']);
});

test('a step for the case that another went well is left out when that failed, or was left out', async () => {
  const steps = [step('a'), step('b', { ifFailed: 'a' }), step('d', { ifPassed: 'a' }), step('e', { ifPassed: 'b' })];
  expect((await runSteps(steps, testDoors())).map(({ id }) => id)).toEqual(['a', 'd']);
});

test('an interruption takes back and is thrown as it is', async () => {
  const controller = new AbortController();
  const doors = testDoors({
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === 'output' && event.stepId === 'b') controller.abort(new Error('SIGINT'));
    },
  });
  const steps = [step('a', { undo: [note('undo-a')] }), step('b'), step('c')];
  await expect(runSteps(steps, doors)).rejects.toThrow('SIGINT');
  expect(noted()).toBe('a b undo-a');
});

test('a clean-up that fails is a warning, and comes after an interruption too', async () => {
  const controller = new AbortController();
  const doors = testDoors({ signal: controller.signal });
  const stop = () => controller.abort(new Error('SIGINT'));
  const steps = [
    step('a', { undo: [note('undo-a')] }),
    step('b', { effect: note('b', 1), cleanup: true }),
    step('c', { cleanup: true }),
  ];
  const results = await runSteps(steps, {
    ...doors,
    onEvent: (event) => void (event.type === 'completed' && event.stepId === 'a' && stop()),
  });
  expect(noted()).toBe('a b c');
  expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'failed', 'done']);
  expect(doors.logged.filter(({ kind }) => kind === 'warning')).toMatchObject([{ title: 'Do b' }]);
});

test('a secret on stdin reaches the program and no log', async () => {
  const doors = testDoors();
  const effect: Command = {
    kind: 'command',
    argv: [process.execPath, '-e', "process.stdin.on('data', (data) => console.log(data.length))"],
    stdin: 'the password of a bank',
    env: { TOKEN: 'token of a bank' },
  };
  const [result] = await runSteps([step('a', { effect })], doors);
  expect(result?.output).toBe('22');
  expect(JSON.stringify([doors.logged, doors.events])).not.toContain('of a bank');
});

test('a program that is not there is named', async () => {
  const effect: Command = { kind: 'command', argv: ['no-such-program-anywhere'] };
  expect(await problemOf(runSteps([step('a', { effect })], testDoors()))).toEqual({
    code: 'program-missing',
    program: 'no-such-program-anywhere',
  });
});

test('what the last lines of a failure mean is told in its own words', async () => {
  const problem = { code: 'app-name-elsewhere', platform: 'nowhere', app: 'blog' } as const;
  const taken = step('taken', { effect: note('has been TAKEN', 1), means: [{ says: 'been taken', problem }] });
  await expect(runSteps([taken], testDoors())).rejects.toThrow(new UserError(problem));
});

test('of a line that is said again and again, one is shown', async () => {
  const argv = ['sh', '-c', 'for word in wait wait wait lost; do echo $word; done; exit 1'] as const;
  const failed = runSteps([step('a', { effect: { kind: 'command', argv } })], testDoors());
  await expect(failed).rejects.toMatchObject({ problem: { log: ['wait', 'lost'] } });
});

test('what an engine or a registry calls a failure, a platform may know better', async () => {
  const problem = { code: 'app-name-elsewhere', platform: 'nowhere', app: 'blog' } as const;
  const absent = step('absent', {
    effect: { kind: 'command', argv: ['no-such-program-anywhere'] },
    means: [{ code: 'program-missing', problem }],
  });
  await expect(runSteps([absent], testDoors())).rejects.toThrow(new UserError(problem));
});

test('output that holds secrets is neither told nor logged, and of a failure shown without passwords', async () => {
  const doors = testDoors();
  const says = (code: number): Command => ({
    kind: 'command',
    argv: [process.execPath, '-e', `console.log('postgres://me:hunter2!@db/x'); process.exit(${code})`],
    output: 'hidden',
  });
  await runSteps([step('make', { effect: says(0) })], doors);
  const failed = runSteps([step('make', { effect: says(1) })], doors);
  await expect(failed).rejects.toMatchObject({ problem: { log: ['postgres://me:[hidden]@db/x'] } });
  const told = doors.logged.map(({ kind, title }) => [kind, title]).concat(doors.events.map((event) => [event.type]));
  expect(JSON.stringify(told)).not.toContain('hunter2');
  expect(doors.events.filter(({ type }) => type === 'output')).toEqual([]);
});
