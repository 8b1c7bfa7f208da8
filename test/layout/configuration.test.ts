import { expect, test } from 'vitest';
import { findConfiguration } from '../../src/layout/configuration.ts';
import { parsePython } from '../../src/layout/python-source.ts';
import { code } from './project.ts';

const manage = (name: string) => parsePython('manage.py', `os.environ.setdefault("DJANGO_CONFIGURATION", "${name}")`);
const settings = (...names: readonly string[]) => [
  parsePython(
    'a/settings.py',
    `from configurations import Configuration\n${names.map((name) => `class ${name}(Configuration):\n  pass\n`).join('')}`,
  ),
];

test('the class for production, when manage.py names one for development', () => {
  expect(findConfiguration(code({}), manage('Local'), settings('Common', 'Local', 'Production')).configuration).toEqual(
    {
      value: 'Production',
      origin: { file: 'a/settings.py', line: 6 },
      why: 'manage.py names Local; this class is for production',
    },
  );
});

test('else the one that manage.py names', () => {
  const named = { origin: { file: 'manage.py', line: 1 } };
  expect(findConfiguration(code({}), manage('Live'), settings('Live', 'Prod')).configuration).toEqual({
    ...named,
    value: 'Live',
  });
  expect(findConfiguration(code({}), manage('Dev'), settings('Dev')).configuration).toEqual({ ...named, value: 'Dev' });
});

test('none for a project without django-configurations', () => {
  expect(
    findConfiguration(code({}), parsePython('manage.py', 'import django'), [
      parsePython('a/settings.py', 'class Production(X): pass'),
    ]),
  ).toEqual({ considered: [] });
});
