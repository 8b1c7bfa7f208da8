import { expect, test } from 'vitest';
import { keyLike, literally } from '../../src/layout/patterns.ts';

test.each(['settings', 'site.(settings', 'a+b|c^$[d]{2}*?\\', ''])('%j matches itself and nothing else', (text) => {
  const expression = new RegExp(`^${literally(text)}$`);
  expect([text, `${text}x`, 'anything'].filter((each) => expression.test(each))).toEqual([text]);
});

test('what is too long for a name matches nothing', () => {
  expect(new RegExp(literally('('.repeat(100_000))).test('('.repeat(100_000))).toBe(false);
});

test('a key of a file that is too long to be one is not found, and a key with signs is', () => {
  expect(new RegExp(keyLike('__proto__'.repeat(10_000))).test('__proto__'.repeat(10_000))).toBe(false);
  expect(new RegExp(`^${keyLike('a(b')}$`).test('a(b')).toBe(true);
});
