import { expect, test } from 'vitest';
import { readRequirements } from '../../../src/layout/dependencies/requirements-txt.ts';
import { project } from '../project.ts';

function read(text: string, others: Readonly<Record<string, string>> = {}) {
  const { dependencies, missing } = readRequirements(
    project({ 'requirements.txt': text, ...others }),
    'requirements.txt',
  );
  return { ...dependencies, missing };
}

test.each([
  ['Django==5.2.1', { name: 'django', version: '5.2.1' }],
  ['Django == 5.2.1  # why', { name: 'django', version: '5.2.1' }],
  ['django-cms[all]==4.1 ; python_version > "3.8"', { name: 'django-cms', version: '4.1', extras: ['all'] }],
  ['Foo_Bar.baz>=1,<2', { name: 'foo-bar-baz', specifier: '>=1,<2' }],
  ['django==5.*', { name: 'django', specifier: '==5.*' }],
  ['django===5.2', { name: 'django', version: '5.2' }],
  ['django (==5.2)', { name: 'django', version: '5.2' }],
  ['django', { name: 'django' }],
  ['mylib @ https://example.com/mylib-1.0.zip', { name: 'mylib' }],
  ['git+https://example.com/x/django-fork.git@main#egg=Django', { name: 'django' }],
  ['git+https://example.com/x/django-fork.git@main', { name: 'django-fork' }],
  ['-e git+ssh://git@example.com/x/lib.git#egg=lib', { name: 'lib' }],
  ['django==5.2 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11', { name: 'django', version: '5.2' }],
  ['psycopg2>=2.7.5 --no-binary psycopg2  # why', { name: 'psycopg2', specifier: '>=2.7.5' }],
  ['Django==5.2;', { name: 'django', version: '5.2' }],
  ['\r\nDjango==5.2\r\n', { name: 'django', version: '5.2' }],
])('%s', (text, requirement) => {
  expect(read(text).requirements).toEqual([requirement]);
});

test.each([
  '',
  '# Django',
  '-i https://example.com/simple',
  '--extra-index-url https://x',
  '--no-binary :all:',
  '!!! what',
])('nothing is required by "%s"', (text) => {
  expect(read(text)).toMatchObject({ requirements: [], missing: [] });
});

test('follows -r and -c from the file they stand in, once each, loops included', () => {
  const found = read('-r requirements/prod.txt\n', {
    'requirements/prod.txt': '-rbase.txt\n--requirement=base.txt\ngunicorn==23.0',
    'requirements/base.txt': '-c ../pins.txt\n-r prod.txt\nDjango>=5',
    'pins.txt': 'django==5.2.3\nunused==1',
  });
  expect(found.files).toEqual(['requirements.txt', 'requirements/prod.txt', 'requirements/base.txt', 'pins.txt']);
  expect(found.requirements).toEqual([
    { name: 'django', version: '5.2.3' },
    { name: 'gunicorn', version: '23.0' },
  ]);
});

test('says which include is missing, and where', () => {
  expect(read('\n-r gone.txt\n-c ../outside.txt\n-r https://example.com/r.txt').missing).toEqual([
    { file: 'requirements.txt', line: 2, include: 'gone.txt' },
    { file: 'requirements.txt', line: 3, include: '../outside.txt' },
  ]);
});

test.each(['-e .', '-e .[dev]', '.', '--editable=.', 'file:.'])('a local project by "%s"', (line) => {
  const found = read(line, {
    'pyproject.toml': '[project]\nname = "x"\ndependencies = ["Django==5.2"]',
    'src/pkg/__init__.py': '',
  });
  expect(found).toMatchObject({
    localPaths: ['src'],
    requirements: [{ name: 'django', version: '5.2' }],
    files: ['requirements.txt', 'pyproject.toml'],
  });
});

test('a local library with a setup.cfg', () => {
  const found = read('-e ./lib', { 'lib/setup.cfg': '[options]\ninstall_requires =\n  Django>=5\n  celery\n' });
  expect(found).toMatchObject({ localPaths: ['lib'], requirements: [{ name: 'django' }, { name: 'celery' }] });
});

test('git is needed for what comes from git only', () => {
  expect(read('lib @ git+https://example.com/lib').needsGit).toBe(true);
  expect(read('git-lib\nDjango').needsGit).toBe(false);
});

test('indexes: where they are named, without credentials', () => {
  const found = read(
    '-i https://me:secret@example.com/simple\n--extra-index-url=https://b.example\n-f ./wheels\nDjango',
  );
  expect(found.indexes).toEqual([
    { url: 'https://example.com/simple', default: true, origin: { file: 'requirements.txt', line: 1 } },
    { url: 'https://b.example', origin: { file: 'requirements.txt', line: 2 } },
    { url: './wheels', origin: { file: 'requirements.txt', line: 3 } },
  ]);
});

test.each([
  ['lib @ git+ssh://git@example.com/team/lib.git', true],
  ['-e git+ssh://git@example.com/team/lib.git#egg=lib', true],
  ['git+git@example.com:team/lib.git#egg=lib', true],
  ['lib @ git+https://example.com/team/lib.git', false],
])('%s needs ssh: %s', (line, needsSsh) => {
  expect(read(line)).toMatchObject({ needsGit: true, needsSsh });
});

test('what local projects need is declared, with the extras that are asked for, unless the file pins it', () => {
  const others = {
    'pyproject.toml': `[project]
name = "x"
dependencies = ["Django>=5", "celery"]
[project.optional-dependencies]
prod = ["gunicorn"]
dev = ["pytest"]`,
    'lib/setup.py': 'setup(install_requires=["requests"])',
  };
  expect(read('-e .[prod]\n./lib\nDjango==5.2', others).declared).toEqual(['celery', 'gunicorn', 'requests']);
  expect(read('-e .', others).declared).toEqual(['Django>=5', 'celery']);
});

test('a local project that includes itself ends', () => {
  const others = { 'setup.py': 'setup(install_requires=open("requirements.txt").read().split())' };
  expect(read('-e .\nDjango', others).requirements).toEqual([{ name: 'django' }]);
});

test('local projects that need each other end', () => {
  const needs = (path: string) => `[tool.poetry.dependencies]\nDjango = "*"\nother = { path = "${path}" }`;
  const found = read('-e ./a', { 'a/pyproject.toml': needs('../b'), 'b/pyproject.toml': needs('../a') });
  expect(found.localPaths).toEqual(['a', 'b']);
});
