import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptySubmodules } from '../../src/layout/empty-submodules.ts';
import { examine } from '../../src/layout/examine.ts';
import { findManagePy } from '../../src/layout/manage-py.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { problemOf } from '../support/problem-of.ts';
import { managePy, project, temporaryFolder, write } from './project.ts';

const modules = (...paths: readonly string[]): string =>
  paths.map((path) => `[submodule "${path}"]\n\tpath = ${path}\n\turl = git@example.com:x/y.git\n`).join('');

test('folders of .gitmodules with nothing in them, there or not', async () => {
  const root = write(temporaryFolder(), {
    '.gitmodules': modules('static/pico', 'vendor/lib', 'gone', 'linked', 'tests/data', 'node_modules/x'),
    'vendor/lib/setup.py': '',
    'real/x.py': '',
  });
  mkdirSync(join(root, 'static/pico'), { recursive: true });
  symlinkSync('real', join(root, 'linked'));
  expect(emptySubmodules(await listProjectFiles(root))).toEqual(['gone', 'static/pico']);
});

test('none without .gitmodules', () => {
  expect(emptySubmodules(project({ 'manage.py': '' }))).toEqual([]);
});

test('a project tells of them', () => {
  const files = {
    'manage.py': managePy('shop.settings'),
    'shop/settings.py': 'ROOT_URLCONF = "x"\nINSTALLED_APPS = []\n',
  };
  const { problems } = examine(project({ ...files, '.gitmodules': modules('static/pico') }), {}).facts;
  expect(problems).toContainEqual({ code: 'submodules-empty', paths: ['static/pico'] });
});

test('where there is no manage.py, it may be in one of them', () => {
  const files = project({ '.gitmodules': modules('django_app'), 'docker-compose.yml': '' });
  expect(problemOf(() => findManagePy(files))).toMatchObject({ code: 'manage-py-missing', submodules: ['django_app'] });
  expect(examine(files, {}).facts.problems).not.toContainEqual(expect.objectContaining({ code: 'submodules-empty' }));
});
