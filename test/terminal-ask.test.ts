import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { copyFixture } from './support/fixture-copy.ts';
import { runOnTerminal } from './support/pseudo-terminal.ts';

const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
const question = 'its data stays [no] ';

test.each([
  ['an answer goes on', 'some-app\r', 1, 'No container engine answers'],
  ['Enter takes the suggestion', '\r', 1, 'No container engine answers'],
  ['Ctrl-C ends it', '\u0003', 130, 'Interrupted'],
  ['Ctrl-D ends it', '\u0004', 130, 'Interrupted'],
])('a question on a terminal: %s', async (_how, typed, code, then) => {
  const { root, remove } = copyFixture('flat');
  try {
    const watched = await runOnTerminal(['destroy'], { cwd: root, env: noEngine, answers: [[question, typed]] });
    expect(watched.code).toBe(code);
    expect(watched.screen.slice(watched.screen.indexOf(question))).toContain(then);
  } finally {
    remove();
  }
});

const asker = fileURLToPath(new URL('./support/ask-on-terminal.ts', import.meta.url));

test('a secret is typed without being shown, and what is no secret shows', async () => {
  const answers = [
    ['TOKEN: ', 'wonderland\r'],
    ['ZONE: ', 'europe\r'],
  ] as const;
  const { code, screen } = await runOnTerminal(['TOKEN', 'ZONE'], { cwd: '/', program: asker, answers });
  expect({ code, ends: screen.trim().split('\r\n').at(-1) }).toEqual({ code: 0, ends: 'heard 10 and 6 characters' });
  expect(screen).toContain('europe');
  expect(screen).not.toContain('wonder');
});

test('Ctrl-C at a hidden question interrupts', async () => {
  const answers = [['TOKEN: ', 'wonder\u0003']] as const;
  const { screen } = await runOnTerminal(['TOKEN'], { cwd: '/', program: asker, answers });
  expect(screen).toContain('interrupted');
  expect(screen).not.toContain('wonder');
});
