import { expect, test } from 'vitest';
import { parsePython } from '../../src/layout/python-source.ts';
import { stringsOf, valuesOf } from '../../src/layout/python-strings.ts';

function strings(text: string): string[] {
  const source = parsePython('a.py', text);
  return valuesOf(source, 'X').flatMap((value) => stringsOf(source, value));
}

test.each([
  ['X = "a"', ['a']],
  ["X = 'it\\'s'", ["it's"]],
  ['X = """a\nb"""', ['a\nb']],
  [String.raw`X = r"a\n"`, [String.raw`a\n`]],
  [String.raw`X = "a\n"`, ['a\n']],
  ['X = "a" "b"', ['ab']],
  ['X = ("a"\n "b")', ['ab']],
  ['X: str = "a"', ['a']],
  ['Y = X = "a"', ['a']],
  ['Y = "a"\nX = Y + ".b"', ['a.b']],
  ['Y = "a"\nX = f"{Y}.b"', ['a.b']],
  ['X = f"plain"', ['plain']],
  ['Y = "a"\nX = rf"""b{Y}c"""', ['bac']],
  ['X = "a" if c else "b"', ['a', 'b']],
  ['X = os.environ.get("N") or "b"', ['b']],
  ['X = os.environ.get("N", "d")', ['d']],
  ['X = config("N", cast=str, default="d")', ['d']],
  ['if c:\n  X = "a"\nelse:\n  X = "b"', ['a', 'b']],
  ['X = unknown()', []],
  ['X = f"{unknown}.b"', []],
  ['X = X', []],
  ['X = Y\nY = X', []],
  ['Y = "a"', []],
  ['X = ', []],
  ['X = "never closed', []],
])('%j is %j', (text, expected) => {
  expect(strings(text)).toEqual(expected);
});

test('whatever a file holds, reading it ends and throws nothing', () => {
  const pieces = [
    'X',
    ' = ',
    '"a"',
    "'",
    '"""',
    'f"{X}"',
    '(',
    ')',
    '+',
    '\n',
    ' if ',
    ' else ',
    'get(',
    ',',
    'X',
    '\\',
    '{',
    '[',
    ':',
    '  ',
    '*',
    'é',
  ];
  for (let seed = 0; seed < 3000; seed++) {
    const text = Array.from(
      { length: 3 + (seed % 17) },
      (_, at) => pieces[(seed * 7919 + at * at * 131 + at * 17) % pieces.length],
    ).join('');
    expect(() => strings(`X = ${text}`)).not.toThrow();
  }
});
