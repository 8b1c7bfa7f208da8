import { expect, test } from 'vitest';
import { findConfiguration } from '../../src/layout/configuration.ts';
import { parsePython } from '../../src/layout/python-source.ts';

const manage = (name: string) => parsePython('manage.py', `os.environ.setdefault("DJANGO_CONFIGURATION", "${name}")`);
const settings = (...names: readonly string[]) => [
  parsePython('a/settings.py', names.map((name) => `class ${name}(Common):\n  pass\n`).join('')),
];

test('the class for production, when manage.py names one for development', () => {
  expect(findConfiguration(manage('Local'), settings('Common', 'Local', 'Production'))).toEqual({
    value: 'Production',
    origin: { file: 'a/settings.py', line: 5 },
    why: 'manage.py names Local; this class is for production',
  });
});

test('else the one that manage.py names', () => {
  const named = { origin: { file: 'manage.py', line: 1 } };
  expect(findConfiguration(manage('Live'), settings('Live', 'Prod'))).toEqual({ ...named, value: 'Live' });
  expect(findConfiguration(manage('Dev'), settings('Dev'))).toEqual({ ...named, value: 'Dev' });
});

test('none for a project without django-configurations', () => {
  expect(findConfiguration(parsePython('manage.py', 'import django'), settings('Production'))).toBeUndefined();
});
