import { describe, expect, test } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const uvLock = '[[package]]\nname = "django"\nversion = "5.2"\n';
const member = '\n[[package]]\nname = "b"\nsource = { virtual = "a/b" }\ndependencies = [{ name = "django" }]\n';
const poetry = { 'poetry.lock': uvLock, 'pyproject.toml': '[tool.poetry.dependencies]\nDjango = "^5"' };
const pipenv = { 'Pipfile.lock': '{"default": {"django": {"version": "==5.2"}}}', Pipfile: '' };
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
      { 'a/b/pyproject.toml': pep621, 'uv.lock': `${uvLock}${member}`, 'pyproject.toml': '' },
      ['uv', 'pyproject.toml'],
    ],
    [
      'not the uv.lock above that does not have it as a member',
      { 'a/b/pyproject.toml': pep621, 'uv.lock': uvLock, 'pyproject.toml': '' },
      ['pep621', 'a/b/pyproject.toml'],
    ],
    [
      'one uv.lock for each service',
      { 'a/b/uv.lock': uvLock, 'a/b/pyproject.toml': pep621, 'uv.lock': uvLock, 'pyproject.toml': pep621 },
      ['uv', 'a/b/pyproject.toml'],
    ],
    [
      'uv before requirements beside it',
      { 'uv.lock': uvLock, 'pyproject.toml': pep621, 'requirements.txt': 'Django' },
      ['uv', 'pyproject.toml'],
    ],
    [
      'a lock before the requirements.txt that was exported from it, and before a second lock',
      { ...poetry, ...pipenv, 'requirements.txt': 'Django' },
      ['poetry', 'pyproject.toml'],
    ],
    [
      'requirements before what is not locked',
      { 'pyproject.toml': pep621, 'requirements.txt': 'Django', 'setup.py': 'setup(install_requires=["Django"])' },
      ['pip', 'requirements.txt'],
    ],
    [
      'no lock without the manifest that it belongs to',
      { 'poetry.lock': poetry['poetry.lock'], 'requirements.txt': 'Django' },
      ['pip', 'requirements.txt'],
    ],
    [
      'a pyproject.toml of tools alone is none',
      {
        'pyproject.toml': '[tool.black]\nline-length = 100\n[tool.poetry]\nname = "x"',
        'a/requirements.txt': 'Django',
      },
      ['pip', 'a/requirements.txt'],
    ],
    ['below manage.py', { 'a/b/docker/requirements.txt': 'Django' }, ['pip', 'a/b/docker/requirements.txt']],
    ['in another branch', { 'deploy/requirements.txt': 'Django' }, ['pip', 'deploy/requirements.txt']],
    [
      'above, where only tools are named, is none',
      { 'requirements.txt': 'ruff', 'setup/requirements.txt': 'Django' },
      ['pip', 'setup/requirements.txt'],
    ],
    [
      'what pip-compile reads, when nothing compiled is there',
      { 'requirements.in': 'Django' },
      ['pip-tools', 'requirements.in'],
    ],
    [
      'setup.py that reads a requirements file',
      { 'setup.py': 'setup(install_requires=open("etc/needs.txt").read().split())', 'etc/needs.txt': 'Django' },
      ['setuptools', 'setup.py'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(find(texts).fatal).toBeUndefined();
    expect(chosen(texts)).toEqual(expected);
  });
});

test.each([
  ['poetry', 'pyproject.toml', poetry],
  ['poetry', 'pyproject.toml', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.12"\nDjango = "*"' }],
  ['poetry', 'pyproject.toml', { 'pyproject.toml': `${pep621}\n[tool.poetry]\npackage-mode = false` }],
  ['pdm', 'pyproject.toml', { 'pdm.lock': uvLock, 'pyproject.toml': `${pep621}\n[tool.pdm]` }],
  ['pdm', 'pyproject.toml', { 'pyproject.toml': `${pep621}\n[tool.pdm]` }],
  ['uv', 'pyproject.toml', { 'pyproject.toml': `${pep621}\n[tool.uv]` }],
  ['pipenv', 'Pipfile', pipenv],
  ['pipenv', 'Pipfile', { Pipfile: '[packages]\ndjango = "*"' }],
  ['pep621', 'pyproject.toml', { 'pyproject.toml': pep621 }],
  ['setuptools', 'setup.py', { 'setup.py': 'setup(install_requires=["Django>=5", \'celery\'])' }],
  ['setuptools', 'setup.cfg', { 'setup.cfg': '[options]\ninstall_requires =\n    Django\n' }],
  ['pylock', 'pylock.toml', { 'pylock.toml': '[[packages]]\nname = "django"\nversion = "5.2"' }],
])('%s by %s', (manager, file, texts) => {
  const found = find(texts);
  expect(found.fatal).toBeUndefined();
  expect(chosen(texts)).toEqual([manager, file]);
  expect(found.dependencies.value.requirements.map(({ name }) => name)).toContain('django');
});

test.each(['requirements-dev.txt', 'requirements_test.txt', 'requirements/local.txt', 'requirements/docs.txt'])(
  '%s is not what a server installs',
  (file) => {
    expect(find({ [file]: 'Django' }).fatal?.code).toBe('dependencies-missing');
  },
);

test('none: says where it looked, what lies elsewhere, and what the code imports', () => {
  const texts = { 'c/requirements.txt': 'Django', 'd/requirements.txt': 'Django', 'requirements.txt': 'ruff' };
  const files = project({ 'a/b/manage.py': '', ...texts });
  const guess = () => ({ requirements: ['Django>=5.2,<5.3', 'Pillow'], unknown: ['foo'] });
  const missing = findDependencies(files, 'a/b', {}, guess);
  expect(missing.dependencies.value).toMatchObject({ manager: 'none', files: [], guessed: guess().requirements });
  expect(missing.fatal).toEqual({
    code: 'dependencies-missing',
    folders: ['a/b', 'a', 'the root'],
    withoutDjango: ['requirements.txt'],
    elsewhere: ['c/requirements.txt', 'd/requirements.txt'],
    guessed: ['Django>=5.2,<5.3', 'Pillow'],
    unknown: ['foo'],
  });
  const taken = findDependencies(files, 'a/b', { installGuessed: true }, guess);
  expect(taken.fatal).toBeUndefined();
  expect(taken.problems).toEqual([{ code: 'dependencies-not-guessed', modules: ['foo'] }]);
  expect(taken.dependencies.value.requirements[0]).toEqual({ name: 'django', specifier: '>=5.2,<5.3' });
});

test('nothing is guessed, so nothing is installed', () => {
  expect(findDependencies(project({ 'manage.py': '' }), '.', { installGuessed: true }).fatal?.code).toBe(
    'dependencies-missing',
  );
});

test.each(['tests', 'vendor', 'examples', 'other'])(
  'a manifest in %s/ of another project or of tests is none',
  (folder) => {
    const texts = { [`${folder}/x/requirements.txt`]: 'Django', 'other/manage.py': '' };
    expect(find(texts).fatal).toMatchObject({ code: 'dependencies-missing', elsewhere: [] });
  },
);

test('other managers beside the chosen file are named, with the rule', () => {
  const texts = { 'requirements.txt': 'Django', ...pipenv, 'requirements-extra.txt': 'Django' };
  const found = find(texts);
  expect(found.problems).toEqual([
    { code: 'dependencies-others', chosen: 'Pipfile.lock', others: ['requirements.txt', 'requirements-extra.txt'] },
  ]);
  expect(found.dependencies.why).toContain('a lock file comes before requirements files');
  expect(found.considered.map(({ value }) => value)).toEqual(['pip requirements.txt', 'pip requirements-extra.txt']);
});

test('requirements files that are equally likely are asked for', () => {
  const texts = { 'requirements-a.txt': 'Django', 'requirements-b.txt': 'Django', 'requirements-c.txt': 'flask' };
  expect(find(texts).fatal).toEqual({
    code: 'dependencies-several',
    candidates: ['requirements-a.txt', 'requirements-b.txt'],
  });
  const files = project({ 'a/b/manage.py': '', ...texts });
  const chosen = findDependencies(files, 'a/b', { dependencies: './requirements-b.txt' });
  expect(chosen.fatal).toBeUndefined();
  expect(chosen.dependencies).toMatchObject({
    value: { files: ['requirements-b.txt'] },
    origin: { option: '--dependencies' },
  });
  expect(findDependencies(files, 'a/b', { dependencies: 'gone.txt' }).fatal).toMatchObject({
    code: 'dependencies-option-wrong',
    known: ['requirements-a.txt', 'requirements-b.txt', 'requirements-c.txt'],
  });
});

test('--dependencies takes a file for development too, and any file of requirements', () => {
  const files = project({ 'manage.py': '', 'requirements/local.txt': 'Django', 'etc/needs.txt': 'Django' });
  const manager = (path: string) => findDependencies(files, '.', { dependencies: path }).dependencies.value.manager;
  expect(manager('requirements/local.txt')).toBe('pip');
  expect(manager('etc/needs.txt')).toBe('pip');
});

test('a missing include', () => {
  const missing = { code: 'requirements-include-missing', line: 2 };
  expect(find({ 'requirements.txt': 'Django\n-r gone.txt' }).fatal).toMatchObject(missing);
  expect(find({ 'requirements.txt': '#\n-r gone.txt' }).fatal).toMatchObject(missing);
});

test('a password in an address is said', () => {
  const text = 'Django\n--extra-index-url https://me:secret@example.com/simple';
  const found = find({ 'requirements.txt': text });
  expect(found.problems).toEqual([{ code: 'requirements-hold-secret', file: 'requirements.txt', line: 2 }]);
  expect(found.dependencies.value.indexes).toEqual([
    { url: 'https://example.com/simple', origin: { file: 'requirements.txt', line: 2 } },
  ]);
});

test('requirements that the project’s own Dockerfile installs need no choice', () => {
  const both = { 'a/b/requirements/production.txt': 'Django', 'a/b/pyproject.toml': poetry['pyproject.toml'] };
  const dockerfile = (run: string) => ({ ...both, 'a/b/Dockerfile': `FROM python:3.12\nCOPY . .\nRUN ${run}\n` });
  const { dependencies, problems } = find(dockerfile('pip install -r ./requirements/production.txt'));
  expect([dependencies.value.files[0], dependencies.why, problems]).toEqual([
    'a/b/requirements/production.txt',
    'a/b/Dockerfile:3 installs from it',
    [],
  ]);
  expect(find(both).problems).toMatchObject([{ code: 'dependencies-others', others: ['a/b/pyproject.toml'] }]);
  expect(find(dockerfile('make install')).problems).toHaveLength(1);
});
