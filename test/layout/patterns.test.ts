import { expect, test } from 'vitest';
import { literally } from '../../src/layout/patterns.ts';

test.each(['settings', 'site.(settings', 'a+b|c^$[d]{2}*?\\', ''])('%j matches itself and nothing else', (text) => {
  const expression = new RegExp(`^${literally(text)}$`);
  expect([text, `${text}x`, 'anything'].filter((each) => expression.test(each))).toEqual([text]);
});

test('what is too long for a name matches nothing', () => {
  expect(new RegExp(literally('('.repeat(100_000))).test('('.repeat(100_000))).toBe(false);
});
