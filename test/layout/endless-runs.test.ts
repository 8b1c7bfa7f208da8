import { expect, test } from 'vitest';
import { withoutEndlessRuns } from '../../src/layout/endless-runs.ts';

const data = 'aB3+/='.repeat(30_000);

test('of an endless run 4,096 signs stay, and all that stands around it', () => {
  expect(withoutEndlessRuns(`A = 1\nLOGO = "${data}" # ${'x '.repeat(9)}\nB = 2\n`)).toBe(
    `A = 1\nLOGO = "${data.slice(0, 4096)}" # ${'x '.repeat(9)}\nB = 2\n`,
  );
});

test('white space is cut likewise, and no line is lost', () => {
  const text = `a${' \t'.repeat(20_000)}b\n${'\n'.repeat(20_000)}c`;
  expect(withoutEndlessRuns(text)).toBe(`a${' \t'.repeat(2048)}b\n${'\n'.repeat(20_000)}c`);
});

test.each([
  ['a long line of words', 'word '.repeat(20_000)],
  ['many lines', `${'a'.repeat(4000)}\n`.repeat(50)],
  ['a run of 4,096', `${'b '.repeat(9000)}${'a'.repeat(4096)}`],
])('%s stays as it is', (_, text) => {
  expect(withoutEndlessRuns(text)).toBe(text);
});

test.each([0, 1, 4095, 4096, 4097])('a run is found wherever its line begins: %i', (before) => {
  expect(withoutEndlessRuns(`${'\n'.repeat(before)}${data}\nlast`)).toBe(
    `${'\n'.repeat(before)}${data.slice(0, 4096)}\nlast`,
  );
});
