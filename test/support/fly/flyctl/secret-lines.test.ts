import { expect, test } from 'vitest';
import { readSecrets } from './secret-lines.ts';

// Each was given to flyctl 0.4.87, and this is what it posted.
test.each([
  ['A=1\nB = x y\n# no\n\n', { A: '1', B: 'x y' }],
  ["A=\"x y\"\nB='q'\nC='''q'''\n", { A: 'x y', B: 'q', C: "''q''" }],
  ['A=a#b', { A: 'a' }],
  ['A="a#b"', { A: 'a#b' }],
  ["A='a$b#c\"d'", { A: "'a$b" }],
  ['A="""one\ntwo"\nthree"""\nB=2', { A: 'one\ntwo"\nthree', B: '2' }],
  ['A="""x"""\nB=""', { A: 'x', B: '' }],
  ['A="""never closed\nB=2', {}],
])('reads %o', (text, secrets) => {
  expect(readSecrets(text)).toEqual(secrets);
});
