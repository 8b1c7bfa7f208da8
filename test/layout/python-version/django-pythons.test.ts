import { expect, test } from 'vitest';
import { pythonsOfDjango } from '../../../src/layout/python-version/django-pythons.ts';

const of = (specifier: string) => pythonsOfDjango([{ name: 'django', specifier }]);

test.each([
  ['>=1.11,<2.0', { django: '1.11', oldest: 4, newest: 7 }],
  ['~=4.2', { django: '4.2', oldest: 8, newest: 12 }],
  ['>=1.8,<1.9', { django: '1.8', oldest: 4, newest: 5 }],
  ['<1.7', { django: '1.6', oldest: 4, newest: 5 }],
  ['>=1.8', undefined],
  ['<1.0', undefined],
])('of a range, the newest series in it: %s', (specifier, expected) => {
  expect(of(specifier)).toEqual(expected);
});
