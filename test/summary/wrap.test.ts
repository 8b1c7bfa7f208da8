import { expect, test } from 'vitest';
import { plainStyle } from '../../src/messages/render.ts';
import { rowsText } from '../../src/summary/text.ts';
import { wrapped } from '../../src/summary/wrap.ts';

test('a text is broken between words, and a word that is too long stays whole', () => {
  expect(wrapped('one two three', 9, '  ', '    ')).toEqual(['  one two', '    three']);
  expect(wrapped('https://example.org/a/long/address it is', 12, '  ')).toEqual([
    '  https://example.org/a/long/address',
    '  it is',
  ]);
  expect(wrapped('one two', Infinity, '  ')).toEqual(['  one two']);
});

test('values stay in their column, and a name that is very long has a line of its own', () => {
  const rows = [
    { name: 'Port', value: 'one two three four' },
    { name: 'n'.repeat(40), value: 'below' },
  ];
  expect(rowsText(rows, { style: plainStyle, width: 20 })).toEqual([
    '  Port  one two',
    '        three four',
    `  ${'n'.repeat(40)}`,
    '        below',
  ]);
});
