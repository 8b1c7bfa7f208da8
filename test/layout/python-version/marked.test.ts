import { describe, expect, test } from 'vitest';
import { findPythonVersion } from '../../../src/layout/python-version.ts';
import { project } from '../project.ts';

describe('a backport that is wanted on old Pythons only keeps no newer one away', () => {
  const wheels = 'files = [\n    {file = "backports.zoneinfo-0.2.1-cp38-cp38-manylinux1_x86_64.whl", hash = "x"},\n]\n';
  const entry = (marker: string) => `[[package]]\nname = "backports-zoneinfo"\nversion = "0.2.1"\n${marker}${wheels}`;
  const poetry2 = entry('markers = "python_version == \\"3.8\\""\n');
  const asking = (line: string) => `[[package]]\nname = "celery"\n\n[package.dependencies]\n${line}\n\n${entry('')}`;
  const chosen = (name: string, lock: string, pyproject = '[project]\nrequires-python = ">=3.8"') => {
    const given = { requirements: [{ name: 'django', version: '3.2.25' }], files: [name, 'pyproject.toml'] };
    const files = project({ 'manage.py': '', 'pyproject.toml': pyproject, [name]: lock });
    return findPythonVersion(files, '.', undefined, given).python.value.version;
  };

  test.each([
    ['Poetry 2', 'poetry.lock', poetry2],
    ['PDM', 'pdm.lock', entry('marker = "python_version < \\"3.9\\""\n')],
    ['another lock', 'uv.lock', entry('marker = "python_full_version < \'3.9\'"\n')],
    [
      'Poetry 1',
      'poetry.lock',
      asking('"backports.zoneinfo" = {version = "*", markers = "python_version < \\"3.9\\""}'),
    ],
    ['uv', 'uv.lock', asking('    { name = "backports-zoneinfo", marker = "python_full_version < \'3.9\'" },')],
  ])('%s says so', (_title, name, lock) => {
    expect(chosen(name, lock)).toBe('3.10');
  });

  test('pyproject.toml says so of what the lock of Poetry 1 does not ask for', () => {
    const asks = (python: string) =>
      `[tool.poetry.dependencies]\npython = "^3.8"\nbackports-zoneinfo = { version = "==0.2.1"${python} }\n`;
    expect(chosen('poetry.lock', entry(''), asks(', python = "<3.9"'))).toBe('3.10');
    expect(chosen('poetry.lock', entry(''), asks(''))).toBe('3.8');
  });

  test.each([
    ['nothing', entry('')],
    ['another sentence', entry('markers = "sys_platform == \\"win32\\" or python_version < \\"3.9\\""\n')],
    [
      'one place of two',
      asking('"backports.zoneinfo" = "*"\nbackports-zoneinfo = {markers = "python_version < \\"3.9\\""}'),
    ],
    ['a package whose name goes on', entry('') + poetry2.replaceAll('zoneinfo"', 'zoneinfo-data"')],
  ])('by %s it is not told', (_title, lock) => {
    expect(chosen('poetry.lock', lock)).toBe('3.8');
  });
});
