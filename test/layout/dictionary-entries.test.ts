import { expect, test } from 'vitest';
import { dictionaryKeys, entryOf } from '../../src/layout/dictionary-entries.ts';
import { findAll, parsePython, textOf } from '../../src/layout/python-source.ts';

const source = parsePython('a.py', 'x = {"name": "engine", "engine": "b", other: 1}\n');
const [dictionary] = findAll(source.top, 'DictionaryExpression');
if (dictionary === undefined) throw new RangeError('there is a dictionary');

test('an entry by its key, and not by a value that reads the same', () => {
  const value = entryOf(source, dictionary, 'engine');
  expect(value && textOf(source, value)).toBe('"b"');
  expect(entryOf(source, dictionary, 'b')).toBeUndefined();
});

test('keys that are texts, in their order', () => {
  expect(dictionaryKeys(source, dictionary)).toEqual(['name', 'engine']);
});
