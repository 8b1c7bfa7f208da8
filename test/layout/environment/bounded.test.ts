import { expect, test } from 'vitest';
import { names } from './demanded.ts';

const doubled = [
  'L += L',
  'L = L + L',
  'L.extend(L)',
  'L = [*L, *L]',
  'L = [each for each in L + L]',
  'T += T',
  'T = T + T',
  'T = f"{T}{T}"',
  'T = "{}{}".format(T, T)',
  'T = "%s%s" % (T, T)',
  'T = T.replace("a", "aa")',
  'G = G + G',
  'P = P / T / T\nT = T + T',
];

test.each(doubled)('what is doubled again and again ends nothing: %s', (line) => {
  const first = 'import os, pathlib\nL = ["a", "b"]\nT = "ab"\nG = os.environ["G"]\nP = pathlib.Path("a")\n';
  expect(names(`${first}${`${line}\n`.repeat(60)}os.environ["LAST"]`)).toBe('G LAST');
});
