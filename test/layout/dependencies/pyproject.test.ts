import { describe, expect, test } from 'vitest';
import { declaredDependencies } from '../../../src/layout/dependencies/declared-dependencies.ts';
import { pyprojectDeclared } from '../../../src/layout/dependencies/pyproject.ts';
import { project } from '../project.ts';

function read(text: string, others: Readonly<Record<string, string>> = {}) {
  const files = project({ 'pyproject.toml': text, ...others });
  return declaredDependencies(files, pyprojectDeclared(files, 'pyproject.toml'));
}

const named = (text: string) => `[project]\nname = "x"\ndependencies = ["Django"]\n${text}`;

describe('Poetry', () => {
  const poetry = (text: string) => read(`[tool.poetry.dependencies]\npython = "^3.12"\n${text}`);

  test.each([
    ['Django = "^5.2"', 'Django>=5.2,<6'],
    ['Django = { version = "~5.2", extras = ["argon2", "bcrypt"] }', 'Django[argon2,bcrypt]>=5.2,<5.3'],
    ['lib = { git = "https://example.com/lib.git", branch = "main" }', 'lib @ git+https://example.com/lib.git@main'],
    ['lib = { git = "git@example.com:team/lib.git", tag = "v1" }', 'lib @ git+ssh://git@example.com/team/lib.git@v1'],
    [
      'lib = { git = "https://example.com/a.git", rev = "0a1b", subdirectory = "py" }',
      'lib @ git+https://example.com/a.git@0a1b#subdirectory=py',
    ],
    ['lib = { url = "https://example.com/lib-1.zip" }', 'lib @ https://example.com/lib-1.zip'],
    ['lib = { version = "*", python = "^3.12" }', "lib ; python_version >= '3.12' and python_version < '4'"],
    ['lib = { version = "1.0", platform = "linux" }', "lib==1.0 ; sys_platform == 'linux'"],
    ['lib = { version = "1.0", markers = "a or b" }', 'lib==1.0 ; (a or b)'],
    ['lib = [{ version = "^1", python = "<3.9" }, { version = "^2" }]', 'lib>=2,<3'],
  ])('%s', (text, line) => {
    expect(poetry(text).declared).toEqual([line]);
  });

  test('an optional requirement is not installed, a group is unless it is for development', () => {
    const found = poetry(`Django = "*"
lib = { version = "*", optional = true }
[tool.poetry.extras]
fast = ["lib"]
[tool.poetry.group.web.dependencies]
gunicorn = "*"
[tool.poetry.group.celery.dependencies]
celery = "*"
[tool.poetry.group.aws]
optional = true
[tool.poetry.group.aws.dependencies]
boto3 = "*"
[tool.poetry.group.test.dependencies]
pytest = "*"
[tool.poetry.dev-dependencies]
black = "*"`);
    expect(found.declared).toEqual(['Django', 'gunicorn', 'celery']);
    expect(found.groups).toEqual(['web', 'celery']);
    expect(found.extras).toEqual([]);
  });

  test('Poetry 2: [project] names, [tool.poetry.dependencies] says where from', () => {
    const found = read(`[project]
dependencies = ["django (>=5.2,<6)", "lib (>=1)"]
[tool.poetry.dependencies]
lib = { git = "https://example.com/lib.git" }
`);
    expect(found.manager).toBe('poetry');
    expect(found.declared).toEqual(['django (>=5.2,<6)', 'lib @ git+https://example.com/lib.git']);
    expect(found).toMatchObject({ needsGit: true, needsSsh: false });
  });
});

describe('uv', () => {
  test('sources: git, a workspace member, a folder, an index of its own', () => {
    const found = read(
      named(`[project.optional-dependencies]
prod = ["greeting", "near"]
[tool.uv.sources]
django = { git = "ssh://git@example.com/django", rev = "main" }
greeting = { workspace = true }
near = { path = "../near" }
[[tool.uv.index]]
name = "own"
url = "https://me:secret@example.com/simple"
[tool.uv.pip]
x = 1
`).replace('"Django"', '"Django", "near"'),
      {
        'libs/greeting/pyproject.toml': '[project]\nname = "Greeting"\ndependencies = ["celery"]',
        'libs/greeting/src/greeting/__init__.py': '',
      },
    );
    expect(found).toMatchObject({
      manager: 'uv',
      declared: ['django @ git+ssh://git@example.com/django@main', 'celery'],
      needsGit: true,
      needsSsh: true,
      extras: ['prod'],
      localPaths: ['libs/greeting/src'],
      indexes: [{ name: 'own', url: 'https://example.com/simple' }],
    });
  });

  test('default-groups are installed, with the groups that they include', () => {
    const found = read(
      named(`[dependency-groups]
base = ["celery"]
more = [{ include-group = "base" }, { include-group = "more" }, "redis"]
dev = ["pytest"]
[tool.uv]
default-groups = ["more", "dev"]
`),
    );
    expect(found.declared).toEqual(['Django', 'celery', 'redis']);
    expect(found.groups).toEqual(['more']);
  });
});

test.each([
  ['production = ["gunicorn"]', ['production']],
  ['prod-eu = ["gunicorn"]', ['prod-eu']],
  ['server = ["gunicorn"]', ['server']],
  ['postgres = ["psycopg"]', []],
  ['dev = ["gunicorn"]', []],
  ['test-server = ["gunicorn"]', []],
])('of the extras %s installs %j', (extra, chosen) => {
  expect(read(named(`[project.optional-dependencies]\n${extra}`)).extras).toEqual(chosen);
});

test('Django in an extra alone brings that extra', () => {
  const text =
    '[project]\ndependencies = ["requests"]\n[project.optional-dependencies]\nsite = ["Django"]\nother = ["x"]';
  expect(read(text)).toMatchObject({ extras: ['site'], declared: ['requests', 'Django'] });
});

test.each([
  '[tool.setuptools.dynamic]\ndependencies = { file = ["needs/base.txt"] }',
  '[tool.setuptools.dynamic]\ndependencies = { file = "needs/base.txt" }',
  '[tool.hatch.metadata.hooks.requirements_txt]\nfiles = ["needs/base.txt"]',
])('requirements that are read from a file: %s', (text) => {
  const found = read(`[project]\nname = "x"\ndynamic = ["dependencies"]\n${text}`, {
    'needs/base.txt': 'Django==5.2\n',
  });
  expect(found).toMatchObject({ files: ['pyproject.toml', 'needs/base.txt'], declared: ['Django==5.2'] });
});

test('a project is importable by the folder that its packages lie in, as once it is installed', () => {
  expect(read(named(''), { 'src/shop/__init__.py': '' }).localPaths).toEqual(['src']);
  expect(read(named(''), { 'shop/__init__.py': '' }).localPaths).toEqual(['.']);
  expect(read(named(''), { 'deep/shop/__init__.py': '' }).localPaths).toEqual([]);
});

test.each([
  '',
  'project = 3',
  '[project]\ndependencies = 3',
  '[tool]\npoetry = 1',
  '[tool.poetry]\ndependencies = [1]',
])('survives %j', (text) => {
  expect(read(text).declared).toEqual([]);
});
