import { expect, test } from 'vitest';
import { namedFor, namedSettings } from '../../src/layout/named-settings.ts';
import { parsePython } from '../../src/layout/python-source.ts';

test('arguments that are given by name say the same', () => {
  const text = 'import os\nos.environ.setdefault(\n    key="DJANGO_SETTINGS_MODULE",\n    value="a.settings",\n)';
  expect(namedSettings(parsePython('manage.py', text))).toEqual([
    { module: 'a.settings', origin: { file: 'manage.py', line: 2 } },
  ]);
  const half = 'os.environ.setdefault("DJANGO_CONFIGURATION", value="Live")';
  expect(namedFor(parsePython('manage.py', half), 'DJANGO_CONFIGURATION')).toMatchObject([{ module: 'Live' }]);
  const other = 'store.put(key="OTHER", value="DJANGO_SETTINGS_MODULE")';
  expect(namedSettings(parsePython('manage.py', other))).toEqual([]);
});
