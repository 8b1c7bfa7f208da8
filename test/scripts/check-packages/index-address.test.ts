import { expect, test } from 'vitest';
import { indexAddress } from '../../../scripts/check-packages/index-address.ts';

const all = [
  "global.index-url='https://global.example/simple'",
  "download.index-url='https://download.example/simple/'",
  "global.cert='/etc/ssl/ca.crt'",
  ":env:.index-url='https://user:p@variable.example/simple'",
];

test.each([
  [all, 'https://user:p@variable.example/simple/'],
  [all.slice(0, 3), 'https://download.example/simple/'],
  [all.slice(0, 1), 'https://global.example/simple/'],
  [all.slice(2, 3), 'https://pypi.org/simple/'],
  [[], 'https://pypi.org/simple/'],
])('%j', (lines, address) => {
  expect(indexAddress(lines.join('\n')).href).toBe(address);
});
