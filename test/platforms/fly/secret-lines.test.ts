import { expect, test } from 'vitest';
import { secretLines } from '../../../src/platforms/fly/secret-lines.ts';

test.each([
  ['plain', 'NAME=plain\n'],
  ['a=b c', 'NAME=a=b c\n'],
  ['', 'NAME=\n'],
  ['# no comment', 'NAME="# no comment"\n'],
  ['pass#word  ', 'NAME="pass#word  "\n'],
  [' space', 'NAME=" space"\n'],
  ['"quoted"', 'NAME=""quoted""\n'],
  ["'quoted'", `NAME="'quoted'"\n`],
  ['say "hi #1', `NAME=say "hi #1\n`],
  ['-----BEGIN\nabc#\nEND-----', 'NAME="""-----BEGIN\nabc#\nEND-----"""\n'],
  ['{"a": "b"}', 'NAME={"a": "b"}\n'],
])('%j is written so that flyctl reads the same', (value, line) => {
  expect(secretLines({ NAME: value })).toBe(line);
});

test.each([
  ['a line end of Windows', 'a\r\nb'],
  ['three quotes at the end of a line', 'a"""\nb'],
  ['a very long value', 'x'.repeat(70_000)],
])('%s has no form and is refused by name', (_what, value) => {
  expect(() => secretLines({ NAME: value })).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'variable-unwritable', name: 'NAME' }),
    }) as Error,
  );
});
