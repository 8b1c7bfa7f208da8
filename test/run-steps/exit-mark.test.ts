import { expect, test } from 'vitest';
import { exitMark } from '../../src/run-steps/exit-mark.ts';

const mark = '\uFFFF heroku-command-exit-status:';

/** What is shown of text that comes in pieces, and the exit code. */
function read(pieces: readonly Buffer[]) {
  const own = exitMark(mark);
  const shown = pieces.map((piece) => own.take(piece));
  return { shown: Buffer.concat([...shown, own.rest()]).toString(), exitCode: own.exitCode() };
}

const whole = Buffer.from(`user: ä\r\nSuperuser created.\r\n${mark} 0\r\n`);

test('the exit code stands behind the mark, and the mark is not shown', () => {
  expect(read([whole])).toEqual({ shown: 'user: ä\r\nSuperuser created.\r\n', exitCode: 0 });
  expect(read([Buffer.from(`${mark} 127\n`)])).toEqual({ shown: '', exitCode: 127 });
});

test('cut at any two places it reads the same', () => {
  for (let first = 1; first < whole.length; first += 1) {
    const second = Math.min(whole.length, first + 3);
    const pieces = [whole.subarray(0, first), whole.subarray(first, second), whole.subarray(second)];
    expect(read(pieces)).toEqual({ shown: 'user: ä\r\nSuperuser created.\r\n', exitCode: 0 });
  }
});

test('what only begins like the mark is shown, and without a mark there is no exit code', () => {
  const text = `\uFFFF heroku-command\n\uFFFF`;
  expect(read([Buffer.from(text.slice(0, 3)), Buffer.from(text.slice(3))])).toEqual({
    shown: text,
    exitCode: undefined,
  });
});
