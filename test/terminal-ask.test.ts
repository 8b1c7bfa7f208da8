import { expect, test } from 'vitest';
import { copyFixture } from './support/fixture-copy.ts';
import { runOnTerminal } from './support/pseudo-terminal.ts';

const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
const question = 'to remove it for good [no] ';

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
