import { expect, test } from 'vitest';
import { findPythonVersion } from '../../src/layout/python-version.ts';
import { project } from './project.ts';

function find(texts: Readonly<Record<string, string>>, django?: string, option?: string) {
  const requirements = [{ name: 'django', ...(django === undefined ? {} : { version: django }) }];
  return findPythonVersion(project({ 'a/b/manage.py': '', ...texts }), 'a/b', option, requirements);
}

const requires = (range: string) => ({ 'pyproject.toml': `[project]\nname = "x"\nrequires-python = "${range}"` });
const poetry = (range: string) => ({ 'pyproject.toml': `[tool.poetry.dependencies]\npython = "${range}"` });

test.each([
  ['3.12', { '.python-version': '# pyenv\n\n3.12.4\n' }, { file: '.python-version', line: 3 }],
  ['3.12', { 'a/b/.python-version': '3.12-dev', '.python-version': '3.9' }, { file: 'a/b/.python-version', line: 1 }],
  ['3.11', { 'runtime.txt': 'python-3.11.9' }, { file: 'runtime.txt', line: 1 }],
  ['3.13', requires('>=3.10'), { file: 'pyproject.toml', line: 3 }],
  ['3.14', requires('>=3.14'), { file: 'pyproject.toml', line: 3 }],
  ['3.11', requires('>=3.10,<3.12'), { file: 'pyproject.toml', line: 3 }],
  ['3.12', requires('==3.12.*'), { file: 'pyproject.toml', line: 3 }],
  ['3.13', requires('>=3.13.5'), { file: 'pyproject.toml', line: 3 }],
  ['3.13', poetry('^3.10'), { file: 'pyproject.toml', line: 2 }],
  ['3.12', poetry('~3.12'), { file: 'pyproject.toml', line: 2 }],
  ['3.11', poetry('3.11'), { file: 'pyproject.toml', line: 2 }],
  ['3.11', { 'uv.lock': 'requires-python = "==3.11.*"' }, { file: 'uv.lock', line: 1 }],
  ['3.10', { Pipfile: '[requires]\npython_version = "3.10"' }, { file: 'Pipfile', line: 2 }],
  [
    '3.9',
    { Dockerfile: 'FROM node:22\nFROM --platform=linux/amd64 docker.io/library/python:3.9-slim AS b' },
    { file: 'Dockerfile', line: 2 },
  ],
])('%s from %j', (version, texts, origin) => {
  expect(find(texts).python).toMatchObject({ value: { version }, origin });
});

test.each([
  ['6.1', '3.14'],
  ['6.0.1', '3.14'],
  ['5.2.19', '3.13'],
  ['5.0', '3.12'],
  ['4.2.30', '3.12'],
  ['4.1', '3.11'],
  ['3.2.25', '3.10'],
  ['2.2', '3.9'],
  ['1.7.1', '3.6'],
  [undefined, '3.13'],
])('without a word about it, Django %s gets Python %s', (django, version) => {
  expect(find({}, django).python).toMatchObject({ value: { version }, origin: 'default' });
});

test('a range is chosen from with Django in mind', () => {
  expect(find(requires('>=3.8'), '4.2').python.value.version).toBe('3.12');
});

test('--python wins', () => {
  expect(find({ '.python-version': '3.9' }, '5.2', '3.12.1').python).toEqual({
    value: { version: '3.12' },
    origin: { option: '--python' },
  });
});

test.each([{ '.python-version': 'my-virtualenv' }, requires('banana'), requires('>=4')])(
  '%j says nothing that can be read: a problem, and the default',
  (texts) => {
    const { python, problems } = find(texts);
    expect(python.origin).toBe('default');
    expect(problems).toMatchObject([{ code: 'python-version-unreadable' }]);
  },
);
