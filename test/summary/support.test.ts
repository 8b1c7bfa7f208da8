import { expect, test } from 'vitest';
import { supportItems } from '../../src/summary/support.ts';

test.each([
  [{ django: '5.2.1', python: '3.13.1' }, []],
  [{ django: '4.2.16', python: '3.12.0' }, ['Django 4.2.16 has had no security fixes since April 2026.']],
  [
    { django: '3.2', python: '3.9.2' },
    [
      'Django 3.2 has had no security fixes since April 2024.',
      'Python 3.9 has had no security fixes since October 2025.',
    ],
  ],
])('%j', (facts, said) => {
  expect(supportItems(facts, new Date('2026-11-30')).map(({ what }) => what)).toEqual(said);
});

test('of an image that nobody has looked into, nothing is said', () => {
  expect(supportItems({}, new Date('2026-11-30'))).toEqual([]);
});

test('what ends later is told when it has ended', () => {
  const said = (at: string) =>
    supportItems({ django: '6.0.2', python: '3.11.2' }, new Date(at)).map(({ what }) => what);
  expect(said('2027-04-30')).toEqual([]);
  expect(said('2027-11-01')).toEqual([
    'Django 6.0.2 has had no security fixes since April 2027.',
    'Python 3.11 has had no security fixes since October 2027.',
  ]);
});

test.each([
  [
    { django: '2.0.13', python: '3.8.18' },
    'Django 2.0.13 runs on none that gets them: a newer Django first, then a newer Python.',
  ],
  [{ django: '4.2.16', python: '3.9.2' }, 'Name a newer one: --python 3.12, or a .python-version in the project'],
  [{ python: '3.9.2' }, 'Name a newer one: --python 3.13, or a .python-version in the project'],
])('a newer Python is one that the Django runs on: %j', (facts, next) => {
  expect(supportItems(facts, new Date('2026-11-30')).at(-1)?.next).toEqual([next]);
});
