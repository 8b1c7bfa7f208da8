import { expect, test } from 'vitest';
import { fits, placeholderFor, type ReadAs } from '../../src/values/variable-reading.ts';

test.each<[ReadAs, readonly string[], readonly string[]]>([
  ['whole-number', ['5', ' +1_000 ', '-3', ''], ['x', '1.5', '1__0', '0x10', '5 MB']],
  ['number', ['5', '.5', '1.', '1e-3', '-inf', 'NaN'], ['x', '1,5', '.', 'e5']],
  ['yes-or-no', ['True', '0', 'off', 'Y'], ['x', '2', 'enabled']],
  ['json', ['{"a": 1}', '[]', '"x"', '[NaN]'], ["{'a': 1}", 'a,b', '{a}']],
])('%s', (as, fitting, others) => {
  expect(fitting.filter((text) => !fits(text, as))).toEqual([]);
  expect(others.filter((text) => fits(text, as))).toEqual([]);
  expect(fits(placeholderFor(as), as)).toBe(true);
});
