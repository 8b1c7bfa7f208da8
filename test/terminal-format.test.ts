import { expect, test } from 'vitest';
import { fit, formatBytes, formatDuration, withoutControls } from '../src/terminal-format.ts';

test.each([
  [0, '0.0 s'],
  [312, '0.3 s'],
  [9949, '9.9 s'],
  [12_400, '12 s'],
  [59_999, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms are %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [15_200, '15.2 KB'],
  [33_800_000, '33.8 MB'],
  [1_250_000_000, '1.25 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

test("a program's colours, bells and overwritten parts are taken out", () => {
  expect(withoutControls('10%\r50%\r\u001B[32m100%\u001B[0m done\u0007\r')).toBe('100% done');
});

test('a line is cut to the width with a sign that it was', () => {
  expect(fit('abcdefgh', 5)).toBe('abcd…');
  expect(fit('abcde', 5)).toBe('abcde');
});
