import { expect, test } from 'vitest';
import { absoluteModule, importsOf } from '../../src/layout/python-imports.ts';
import { parsePython } from '../../src/layout/python-source.ts';

test.each([
  [
    'import a.b, c as d',
    [
      ['a.b', []],
      ['c', []],
    ],
  ],
  ['from .base import *  # noqa', [['.base', ['*']]]],
  ['from ..base import (a as b,\n  c)', [['..base', ['a', 'c']]]],
  ['from ... import x', [['...', ['x']]]],
  ['def f():\n  from a import b', [['a', ['b']]]],
])('%s', (text, expected) => {
  expect(importsOf(parsePython('x.py', text)).map(({ module, names }) => [module, names])).toEqual(expected);
});

test.each([
  ['a.b.c', false, '.d', 'a.b.d'],
  ['a.b', true, '.d', 'a.b.d'],
  ['a.b.c', false, '..d', 'a.d'],
  ['a.b', true, '.', 'a.b'],
  ['a', false, 'x.y', 'x.y'],
  ['a', false, '..x', undefined],
])('in %s (package: %s) %s is %s', (importer, isPackage, module, expected) => {
  expect(absoluteModule(importer, isPackage, module)).toBe(expected);
});
