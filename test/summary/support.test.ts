import { expect, test } from 'vitest';
import { supportSection } from '../../src/summary/support.ts';

test.each([
  [{ django: '5.2.1', python: '3.13.1' }, []],
  [{ django: '4.2.16', python: '3.12.0' }, ['Django 4.2.16 gets no security fixes since April 2026']],
  [
    { django: '3.2', python: '3.9.2' },
    ['Django 3.2 gets no security fixes since April 2024', 'Python 3.9 gets no security fixes since October 2025'],
  ],
])('%j', (facts, said) => {
  const lines = supportSection(facts)[0]?.lines ?? [];
  expect(lines.map((line) => line.split(':')[0])).toEqual(said);
});

test('of an image that nobody has looked into, nothing is said', () => {
  expect(supportSection(undefined)).toEqual([]);
});
