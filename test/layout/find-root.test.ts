import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { belowRoot, findProjectRoot } from '../../src/layout/find-root.ts';
import { managePy, temporaryFolder, write } from './project.ts';
import { problemOf } from '../support/problem-of.ts';

const nested = {
  'requirements.txt': 'Django',
  'services/web/manage.py': managePy('config.settings'),
  'services/web/config/settings.py': '',
};

test.each(['.', 'services', 'services/web', 'services/web/config', 'services/web/manage.py'])(
  'climbs from %s to the outermost folder that still looks like the project',
  (inside) => {
    const root = write(temporaryFolder(), nested);
    expect(findProjectRoot(join(root, inside))).toBe(root);
  },
);

test('climbs to the git top level, so that what lies beside the project comes along', () => {
  const root = write(temporaryFolder(), {
    'backend/manage.py': managePy('a.settings'),
    'backend/requirements.txt': 'Django',
    'webpack-stats.json': '{}',
  });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'backend'))).toBe(root);
});

test('a git work tree and a submodule have a file .git', () => {
  const root = write(temporaryFolder(), { '.git': 'gitdir: elsewhere', 'docs/index.md': '' });
  expect(findProjectRoot(join(root, 'docs'))).toBe(root);
});

test('a lesson in a repository of lessons stands alone', () => {
  const root = write(temporaryFolder(), {
    'one/requirements.txt': 'Django',
    'one/site/manage.py': managePy('a.settings'),
    'two/manage.py': managePy('b.settings'),
    'two/requirements.txt': 'Django',
    'empty/requirements.txt': 'Django',
  });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'one/site'))).toBe(join(root, 'one'));
  expect(findProjectRoot(join(root, 'empty'))).toBe(join(root, 'empty'));
});

test("a file by a name that conda's may have, but others too, makes no project", () => {
  const root = write(temporaryFolder(), {
    'env.yaml': 'KEY: x',
    'web/manage.py': '',
    'web/requirements.txt': 'Django',
  });
  expect(findProjectRoot(join(root, 'web'))).toBe(join(root, 'web'));
});

test('a folder with a manifest but no manage.py belongs to the one project above it', () => {
  const root = write(temporaryFolder(), { 'docs/requirements.txt': 'sphinx', 'src/manage.py': managePy('a.settings') });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'docs'))).toBe(root);
});

test('one of two services that share the requirements at the root belongs to that root', () => {
  const root = write(temporaryFolder(), {
    'requirements.txt': 'Django',
    'web/manage.py': managePy('a.settings'),
    'admin/manage.py': managePy('b.settings'),
  });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'web'))).toBe(root);
});

test("a library's tests and an example do not keep it from its root", () => {
  const root = write(temporaryFolder(), {
    'src/manage.py': managePy('a.settings'),
    'src/requirements.txt': 'Django',
    'tests/manage.py': managePy('b.settings'),
  });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'src'))).toBe(root);
});

test('a folder that is no project is its own root; one that is not there is an error', () => {
  const folder = temporaryFolder();
  expect(findProjectRoot(folder)).toBe(folder);
  expect(problemOf(() => findProjectRoot(join(folder, 'no')))).toMatchObject({ code: 'project-folder-missing' });
});

test('a folder one may not look into is an error', () => {
  const root = write(temporaryFolder(), { 'closed/site/manage.py': '' });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'closed'), 0o000);
  // Root looks into everything, so the search runs as nobody.
  const program = `const { findProjectRoot } = await import(process.argv[1]); if (process.getuid() === 0) process.setuid(65534);
    try { findProjectRoot(process.argv[2]) } catch (error) { console.log(JSON.stringify(error.problem)) }`;
  const module = join(import.meta.dirname, '../../src/layout/find-root.ts');
  const given = join(root, 'closed/site');
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program, module, given], {
    encoding: 'utf8',
  });
  chmodSync(join(root, 'closed'), 0o755);
  expect(JSON.parse(out)).toEqual({ code: 'project-folder-unreadable', path: given });
});

test('a path as the one below root', () => {
  expect(belowRoot('/a/b', '/a/b/c/d')).toBe('c/d');
  expect(belowRoot('/a/b', '/a/b')).toBe('.');
  expect(belowRoot('/a/b', '/a/c')).toBeUndefined();
});

const services = {
  'web/manage.py': '',
  'admin/manage.py': '',
  'admin/requirements.txt': 'Django',
  'shared/setup.py': '',
};

test.each([
  ['requirements.txt', 'Django\n-e file:../shared'],
  ['requirements.txt', '-e ../shared'],
  ['requirements.txt', 'shared @ file:../shared # ours'],
  ['requirements.txt', '-r ../admin/requirements.txt'],
  ['requirements.txt', '../shared'],
  ['Pipfile', '[packages]\nshared = {path = "../shared", editable = true}'],
  ['pyproject.toml', '[tool.poetry.dependencies]\nshared = { path = "../shared" }'],
  ['pyproject.toml', '[tool.pdm]\nx = ["-e file:///${PROJECT_ROOT}/../shared"]'],
])('one of two services that installs from beside it belongs to the root: %s, %j', (name, text) => {
  const root = write(temporaryFolder(), { ...services, [`web/${name}`]: text });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'web'))).toBe(root);
});

test.each([
  ['requirements.txt', 'Django\n# -e ../shared'],
  ['requirements.txt', '-e ../gone'],
  ['requirements.txt', '-e ../../elsewhere'],
  ['pyproject.toml', '[project]\n[tool.ruff]\nextend = "../ruff.toml"'],
])('it stands alone with %s, %j', (name, text) => {
  const root = join(temporaryFolder(), 'all');
  write(root, { ...services, '../elsewhere/setup.py': '', 'ruff.toml': '', [`web/${name}`]: text });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'web'))).toBe(join(root, 'web'));
});

test('what it installs from above itself may lie in the folder that stands alone', () => {
  const lessons = { 'two/manage.py': '', 'one/requirements.txt': 'Django', 'one/site/manage.py': '' };
  const root = write(temporaryFolder(), { ...lessons, 'one/site/requirements.txt': '-r ../requirements.txt' });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'one/site'))).toBe(join(root, 'one'));
});

test('a member of a workspace belongs to it, one with a lock of its own does not', () => {
  const root = write(temporaryFolder(), {
    ...services,
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["*"]',
    'web/pyproject.toml': '[project]\nname = "web"',
  });
  mkdirSync(join(root, '.git'));
  expect(findProjectRoot(join(root, 'web'))).toBe(root);
  write(root, { 'web/uv.lock': '' });
  expect(findProjectRoot(join(root, 'web'))).toBe(join(root, 'web'));
});
