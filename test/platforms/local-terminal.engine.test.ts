import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { copyFixture } from '../support/fixture-copy.ts';
import { newState } from '../support/run-cli.ts';
import { type TestApp, testApp } from './support/app.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const project = copyFixture('flat');
let app: TestApp;
let child: ChildProcessWithoutNullStreams | undefined;
beforeAll(async () => {
  app = await testApp();
  await app.push({ release: 'one' });
});
afterEach(() => void child?.kill());
afterAll(async () => {
  project.remove();
  await app.remove();
});

/** `simple-deploy run` on a pseudo-terminal of 33 lines and 101 columns (script(1) makes it). */
function runOnTerminal(command: string) {
  const line = `tty; stty rows 33 cols 101; exec ${process.execPath} ${cli} run --app ${app.name} -- manage.py ${command}`;
  const started = spawn('script', ['-qec', line, '/dev/null'], {
    cwd: project.root,
    env: { ...process.env, XDG_STATE_HOME: newState(), TERM: 'xterm' },
  });
  child = started;
  let shown = '';
  started.stdout.setEncoding('utf8').on('data', (text: string) => void (shown += text));
  started.stderr.setEncoding('utf8').on('data', (text: string) => void (shown += text));
  const ended = once(started, 'close') as Promise<[number | null]>;
  return {
    shown: () => shown,
    type: (keys: string) => void started.stdin.write(keys),
    resize(rows: number, columns: number) {
      const terminal = /\/dev\/pts\/\d+/.exec(shown)?.[0] ?? '';
      execFileSync('stty', ['-F', terminal, 'rows', String(rows), 'cols', String(columns)]);
    },
    async until(text: string) {
      for (let tries = 0; !shown.includes(text); tries += 1) {
        if (tries > 300) throw new Error(`"${text}" never came:\n${shown}`);
        await pause(50);
      }
    },
    exitCode: async () => (await ended)[0],
  };
}

test('prompts are answered on the terminal, and a password is not shown', async () => {
  const terminal = runOnTerminal('ask');
  await terminal.until('Username: ');
  // Long enough for a progress display to write over the question.
  await pause(500);
  terminal.type('alice\n');
  await terminal.until('Password: ');
  terminal.type('wonderland\n');
  expect(await terminal.exitCode()).toBe(0);
  expect(terminal.shown()).toContain('made alice with 10 characters');
  expect(terminal.shown()).not.toContain('wonderland');
  expect(terminal.shown()).not.toMatch(/\u001B\[\d*[AK]/);
});

test('the command knows the size of the window, and of the changed one', async () => {
  const terminal = runOnTerminal('size');
  await terminal.until('size 101 33');
  terminal.resize(40, 90);
  await terminal.until('size 90 40');
  terminal.type('\n');
  expect(await terminal.exitCode()).toBe(0);
});

test('Ctrl-C reaches the command, whose exit code is ours', async () => {
  const terminal = runOnTerminal('wait');
  await terminal.until('waiting');
  terminal.type('\u0003');
  expect(await terminal.exitCode()).toBe(7);
  expect(terminal.shown()).toContain('told to stop');
  expect(terminal.shown()).not.toContain('Interrupted');
  expect(await app.everything()).toEqual(['data: volume', 'web: running']);
});
