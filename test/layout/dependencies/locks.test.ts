import { expect, test } from 'vitest';
import { readPdmLock } from '../../../src/layout/dependencies/pdm-lock.ts';
import { readPipfileLock } from '../../../src/layout/dependencies/pipfile-lock.ts';
import { readPoetryLock } from '../../../src/layout/dependencies/poetry-lock.ts';
import { isPylockName, readPylock } from '../../../src/layout/dependencies/pylock.ts';
import type { ReadLock } from '../../../src/layout/dependencies/read-lock.ts';
import { project } from '../project.ts';

const names = (read: ReadLock) =>
  'problem' in read ? [read.problem.code] : read.dependencies.requirements.map(({ name }) => name);
const facts = (read: ReadLock) => ('problem' in read ? {} : read.dependencies);

const poetryPackages = `[[package]]
name = "Django"
version = "5.2.1"
[package.dependencies]
asgiref = ">=3"
argon2-cffi = { version = ">=19", optional = true }
[package.extras]
argon2 = ["argon2-cffi (>=19.1.0)"]
[[package]]
name = "asgiref"
version = "3.8.1"
[[package]]
name = "argon2-cffi"
version = "23.1"
[[package]]
name = "gunicorn"
version = "23.0"
[[package]]
name = "pytest"
version = "8.0"
category = "dev"
[[package]]
name = "lib"
version = "1.0"
[package.source]
type = "git"
url = "ssh://git@example.com/lib"
[[package]]
name = "near"
version = "0.1"
[package.source]
type = "directory"
url = "libs/near"
`;
const poetry = (manifest: string, lock = poetryPackages) =>
  readPoetryLock(
    project({ 'poetry.lock': lock, 'pyproject.toml': manifest, 'libs/near/src/near/__init__.py': '' }),
    'poetry.lock',
  );

test.each([
  ['Django = "^5"', ['django', 'asgiref']],
  ['Django = { version = "^5", extras = ["argon2"] }', ['django', 'asgiref', 'argon2-cffi']],
  ['Django = "^5"\n[tool.poetry.group.prod.dependencies]\ngunicorn = "*"', ['django', 'gunicorn', 'asgiref']],
  ['Django = "^5"\n[tool.poetry.group.dev.dependencies]\npytest = "*"', ['django', 'asgiref']],
  ['', ['django', 'asgiref', 'argon2-cffi', 'gunicorn', 'lib']],
])('poetry.lock with %j', (manifest, expected) => {
  expect(names(poetry(`[tool.poetry.dependencies]\n${manifest}`))).toEqual(expected);
});

test('poetry.lock: git, ssh and folders of the project', () => {
  expect(facts(poetry('[tool.poetry.dependencies]\nlib = "*"\nnear = "*"'))).toMatchObject({
    needsGit: true,
    needsSsh: true,
    localPaths: ['libs/near/src'],
    lock: 'poetry.lock',
  });
  expect(facts(poetry('[tool.poetry.dependencies]\nDjango = "*"'))).toMatchObject({ needsGit: false, needsSsh: false });
});

const pdm = (packages: string) =>
  readPdmLock(
    project({ 'pdm.lock': packages, 'pyproject.toml': '[project]\ndependencies = ["Django"]\n[tool.pdm]' }),
    'pdm.lock',
  );

test('pdm.lock by groups, and from the manifest where an old one has none', () => {
  const one = (name: string, rest: string) => `[[package]]\nname = "${name}"\nversion = "1.0"\n${rest}\n`;
  const grouped = [
    one('django', 'groups = ["default", "dev"]'),
    one('django', 'groups = ["default"]\nextras = ["argon2"]'),
    one('pytest', 'groups = ["dev"]'),
  ].join('');
  expect(names(pdm(grouped))).toEqual(['django']);
  const old = [
    one('django', 'dependencies = ["asgiref<4,>=3", "sqlparse"]'),
    one('asgiref', ''),
    one('pytest', ''),
    one('sqlparse', 'git = "https://example.com/sqlparse"'),
  ].join('');
  expect(names(pdm(old))).toEqual(['django', 'asgiref', 'sqlparse']);
  expect(facts(pdm(old))).toMatchObject({ needsGit: true, needsSsh: false });
});

const pipenv = (lock: string, manifest = '') =>
  readPipfileLock(project({ 'Pipfile.lock': lock, Pipfile: manifest }), 'Pipfile.lock');

test('Pipfile.lock: the default section, production categories, indexes without credentials', () => {
  const lock = JSON.stringify({
    _meta: { sources: [{ name: 'own', url: 'https://$USER:$TOKEN@example.com/simple' }] },
    default: {
      django: { version: '==5.2', extras: ['argon2'] },
      lib: { git: 'https://example.com/lib', ref: '0a' },
      near: { path: './near', editable: true },
    },
    develop: { pytest: { version: '==8' } },
    'prod-packages': { gunicorn: { version: '==23.0' } },
  });
  const read = pipenv(lock, '[packages]\ndjango = "*"\n[dev-packages]\npytest = "*"\n[prod-packages]\ngunicorn = "*"');
  expect(names(read)).toEqual(['django', 'lib', 'gunicorn']);
  expect(facts(read)).toMatchObject({
    groups: ['prod-packages'],
    needsGit: true,
    localPaths: ['near'],
    indexes: [{ name: 'own', url: 'https://example.com/simple', default: true }],
  });
});

test('pylock.toml leaves groups and extras out that are not installed by default', () => {
  const lock = `lock-version = "1.0"
dependency-groups = ["dev", "prod"]
default-groups = []
[[packages]]
name = "django"
version = "5.2"
[[packages]]
name = "pytest"
marker = "'dev' in dependency_groups"
[[packages]]
name = "gunicorn"
marker = "'prod' in dependency_groups"
[[packages]]
name = "lib"
vcs = { type = "git", url = "ssh://git@example.com/lib", commit-id = "0a" }
`;
  const read = readPylock(project({ 'pylock.toml': lock }), 'pylock.toml');
  expect(names(read)).toEqual(['django', 'gunicorn', 'lib']);
  expect(facts(read)).toMatchObject({ groups: ['prod'], needsGit: true, needsSsh: true });
});

test.each([
  ['pylock.toml', true],
  ['pylock.production.toml', true],
  ['pylock.dev.toml', false],
  ['mypylock.toml', false],
  ['pylock.a.b.toml', false],
])('%s is a lock: %s', (name, is) => {
  expect(isPylockName(name)).toBe(is);
});

test('broken locks are problems that say what writes them anew', () => {
  const problem = (read: ReadLock) => ('problem' in read ? read.problem : undefined);
  expect(problem(pipenv('{'))).toEqual({ code: 'lock-unreadable', file: 'Pipfile.lock', command: 'pipenv lock' });
  expect(problem(poetry('', '<<<<<<< HEAD\n'))).toMatchObject({
    code: 'toml-unreadable',
    file: 'poetry.lock',
    line: 1,
  });
  expect(problem(pdm('x ='))).toMatchObject({ code: 'toml-unreadable', file: 'pdm.lock' });
});

const odd = ['', 'package = 3', '[[package]]\nname = { toString = 1 }\nversion = []\ndependencies = "x"\nsource = 1'];
test.each(odd)('survives %j', (text) => {
  expect(names(poetry('', text)).every((name) => typeof name === 'string')).toBe(true);
  expect(names(pdm(text)).every((name) => typeof name === 'string')).toBe(true);
});

test.each(['null', '[]', '{"default": 3}', '{"default": {"x": null, "y": {"git": {"toString": 1}, "version": 3}}}'])(
  'survives a Pipfile.lock of %s',
  (text) => {
    expect(facts(pipenv(text))).toMatchObject({ manager: 'pipenv', needsGit: false });
  },
);
