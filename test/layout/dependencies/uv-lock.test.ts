import { expect, test } from 'vitest';
import { readUvLock } from '../../../src/layout/dependencies/uv-lock.ts';
import { project } from '../project.ts';

const django = '[[package]]\nname = "django"\nversion = "5.2.1"\nsource = { registry = "x" }\n';

function lock(text: string, others: Readonly<Record<string, string>> = {}, projectDir = 'site') {
  const read = readUvLock(project({ 'uv.lock': text, 'pyproject.toml': '', ...others }), 'uv.lock', projectDir);
  return 'problem' in read ? read.problem : read.dependencies;
}

test('what is locked for the project, with its extras, without development groups', () => {
  const text = `${django}
[[package]]
name = "site"
source = { virtual = "." }
dependencies = [{ name = "django" }, { name = "celery", extra = ["redis"] }]
[package.dev-dependencies]
dev = [{ name = "pytest" }]
[[package]]
name = "celery"
version = "5"
source = { git = "https://example.com/celery" }
optional-dependencies = { redis = [{ name = "redis" }, { name = "celery", extra = ["redis"] }] }
[[package]]
name = "redis"
version = "6"
[[package]]
name = "pytest"
version = "8"
`;
  expect(lock(text)).toMatchObject({
    manager: 'uv',
    lock: 'uv.lock',
    files: ['pyproject.toml', 'uv.lock'],
    requirements: [
      { name: 'django', version: '5.2.1' },
      { name: 'celery', version: '5' },
      { name: 'redis', version: '6' },
    ],
    localPaths: [],
    needsGit: true,
  });
});

test('a workspace: the member that manage.py belongs to, and what it needs of the others', () => {
  const text = `${django}
[[package]]
name = "top"
source = { virtual = "." }
[[package]]
name = "web"
source = { virtual = "apps/web" }
dependencies = [{ name = "shared" }]
[[package]]
name = "shared"
source = { editable = "libs/shared" }
dependencies = [{ name = "django" }]
`;
  const files = {
    'apps/web/pyproject.toml': '',
    'libs/shared/pyproject.toml': '',
    'libs/shared/src/shared/__init__.py': '',
  };
  expect(lock(text, files, 'apps/web/project')).toMatchObject({
    manager: 'uv',
    lock: 'uv.lock',
    files: ['pyproject.toml', 'apps/web/pyproject.toml', 'libs/shared/pyproject.toml', 'uv.lock'],
    requirements: [{ name: 'django', version: '5.2.1' }],
    localPaths: ['libs/shared/src'],
    needsGit: false,
    member: 'web',
  });
});

test('the nearest member is the one, not the root that is a member too', () => {
  const text = `${django}
[[package]]
name = "top"
source = { editable = "." }
[[package]]
name = "web"
source = { editable = "web" }
dependencies = [{ name = "django" }]
`;
  expect(lock(text, { 'web/pyproject.toml': '' }, 'web/site')).toMatchObject({ member: 'web', localPaths: ['web'] });
  expect(lock(text, { 'web/pyproject.toml': '' }, 'other')).not.toHaveProperty('member');
});

test('a lock that a merge left broken is a problem with its line', () => {
  expect(lock(`${django}<<<<<<< HEAD\n`)).toMatchObject({ code: 'toml-unreadable', file: 'uv.lock', line: 5 });
});

test.each(['', 'version = 1', 'package = 3', '[[package]]', '[[package]]\nname = 3\nsource = 4\ndependencies = [1]'])(
  'survives an odd lock: %j',
  (text) => {
    expect(lock(text)).toMatchObject({ manager: 'uv', needsGit: false });
  },
);

test('without a project the group that brings Django is installed', () => {
  const lock = '[[package]]\nname = "django"\nversion = "1.0"\n';
  const manifest = '[dependency-groups]\nmain = ["django"]\ndev = ["pytest"]\n';
  const read = readUvLock(project({ 'uv.lock': lock, 'pyproject.toml': manifest }), 'uv.lock', '.');
  expect(read).toMatchObject({ dependencies: { manager: 'uv', groups: ['main'], extras: [] } });
});
