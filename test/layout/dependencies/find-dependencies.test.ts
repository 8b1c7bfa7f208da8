import { describe, expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const uvLock = '[[package]]\nname = "django"\nversion = "5.2"\n';
const pep621 = '[project]\nname = "x"\ndependencies = ["Django"]';

function find(texts: Readonly<Record<string, string>>, projectDir = 'a/b') {
  return findDependencies(project({ 'a/b/manage.py': '', ...texts }), projectDir);
}

function chosen(texts: Readonly<Record<string, string>>) {
  const { manager, files } = find(texts).dependencies.value;
  return [manager, files[0]];
}

describe('where', () => {
  test.each([
    ['the root, two levels above', { 'requirements.txt': 'Django' }, ['pip', 'requirements.txt']],
    [
      'the nearest',
      { 'requirements.txt': 'Django', 'a/b/requirements.txt': 'Django' },
      ['pip', 'a/b/requirements.txt'],
    ],
    [
      'the nearest with Django',
      { 'requirements.txt': 'Django', 'a/requirements.txt': 'black' },
      ['pip', 'requirements.txt'],
    ],
    [
      'not in vendored code',
      { 'a/vendor/requirements.txt': 'Django', 'requirements.txt': 'Django' },
      ['pip', 'requirements.txt'],
    ],
    [
      'a folder',
      { 'requirements/base.txt': 'Django', 'requirements/prod.txt': '-r base.txt', 'requirements/dev.txt': 'Django' },
      ['pip', 'requirements/prod.txt'],
    ],
    ['a misspelt name', { 'requirement.txt': 'Django' }, ['pip', 'requirement.txt']],
    ['includes only', { 'requirements.txt': '-r r/p.txt', 'r/p.txt': 'Django' }, ['pip', 'requirements.txt']],
    [
      'one that pip-compile made',
      { 'requirements.txt': 'Django==5.2', 'requirements.in': 'Django' },
      ['pip-tools', 'requirements.txt'],
    ],
    ['wagtail brings Django', { 'requirements.txt': 'wagtail' }, ['pip', 'requirements.txt']],
    [
      'uv.lock above a member without one',
      { 'a/b/pyproject.toml': pep621, 'uv.lock': uvLock, 'pyproject.toml': '' },
      ['uv', 'pyproject.toml'],
    ],
    [
      'uv before requirements beside it',
      { 'uv.lock': uvLock, 'pyproject.toml': pep621, 'requirements.txt': 'Django' },
      ['uv', 'pyproject.toml'],
    ],
    [
      'an exported requirements.txt beside poetry.lock',
      { 'poetry.lock': 'name = "django"', 'requirements.txt': 'Django' },
      ['pip', 'requirements.txt'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(find(texts).fatal).toBeUndefined();
    expect(chosen(texts)).toEqual(expected);
  });
});

test.each([
  ['poetry', 'poetry.lock', { 'poetry.lock': '', 'pyproject.toml': '[tool.poetry.dependencies]\nDjango = "*"' }],
  ['poetry', 'pyproject.toml', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.12"\nDjango = "*"' }],
  ['pdm', 'pdm.lock', { 'pdm.lock': 'name = "django"', 'pyproject.toml': pep621 }],
  ['pipenv', 'Pipfile.lock', { 'Pipfile.lock': '{"django": {}}', Pipfile: '' }],
  ['pipenv', 'Pipfile', { Pipfile: '[packages]\ndjango = "*"' }],
  ['pep621', 'pyproject.toml', { 'pyproject.toml': pep621 }],
  ['setuptools', 'setup.py', { 'setup.py': 'setup(install_requires=["Django>=5", \'celery\'])' }],
  ['setuptools', 'setup.cfg', { 'setup.cfg': '[options]\ninstall_requires =\n    Django\n' }],
])('%s is named, and refused until it is supported', (manager, file, texts) => {
  const found = find(texts);
  expect(found.dependencies.value.manager).toBe(manager);
  expect(found.fatal).toEqual({ code: 'dependencies-not-supported', manager, file });
});

test.each(['requirements-dev.txt', 'requirements_test.txt', 'requirements/local.txt', 'requirements/docs.txt'])(
  '%s is not what a server installs',
  (file) => {
    expect(find({ [file]: 'Django' }).fatal?.code).toBe('dependencies-missing');
  },
);

test('none: says where it looked and what lies elsewhere', () => {
  const found = find({ 'c/requirements.txt': 'Django', 'pyproject.toml': '[tool.black]\nline-length = 100' });
  expect(found.dependencies.value).toMatchObject({ manager: 'none', files: [] });
  expect(found.fatal).toEqual({
    code: 'dependencies-missing',
    folders: ['a/b', 'a', 'the root'],
    elsewhere: ['c/requirements.txt'],
  });
});

test('other managers beside the chosen file are named', () => {
  const texts = {
    'requirements.txt': 'Django',
    'Pipfile.lock': 'django',
    Pipfile: '',
    'requirements-extra.txt': 'Django',
  };
  expect(find(texts).problems).toEqual([
    { code: 'dependencies-others', chosen: 'requirements.txt', others: ['Pipfile.lock'] },
  ]);
});

test('a missing include and a missing Django', () => {
  expect(find({ 'requirements.txt': 'Django\n-r gone.txt' }).fatal).toMatchObject({
    code: 'requirements-include-missing',
    line: 2,
  });
  expect(find({ 'requirements.txt': 'flask' }).problems).toEqual([
    { code: 'dependencies-without-django', files: ['requirements.txt'] },
  ]);
});
