import { expect, test } from 'vitest';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { addedRoots, importRoots } from '../../src/layout/import-roots.ts';
import { parsePython } from '../../src/layout/python-source.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { code, project, temporaryFolder, write } from './project.ts';

test('the first import root that has the module; a package goes before a file of its name', () => {
  const texts = { 'site/a.py': '', 'src/a.py': '', 'src/b.py': '', 'src/b/__init__.py': '' };
  expect(code(texts, ['site', 'src']).fileOf('a')).toBe('site/a.py');
  expect(code(texts, ['site', 'src']).fileOf('b')).toBe('src/b/__init__.py');
});

test.each(['', '.', '..a', 'a/b', 'a..b', 'django.conf', '../a'])('"%s" is no module of the project', (module) => {
  expect(code({ 'a.py': '', 'a/b.py': '' }, ['.']).fileOf(module)).toBeUndefined();
});

test('what manage.py adds to the path comes after its own folder', () => {
  const files = project({ 'web/manage.py': '', 'web/apps/a.py': '', 'lib/b.py': '', 'src/c.py': '' });
  const text =
    'sys.path.insert(0, os.path.join(BASE, "apps"))\nsys.path.append("../lib")\nsys.path.append("/opt")\nsys.path.append("gone")';
  expect(importRoots(files, 'web', parsePython('web/manage.py', text))).toEqual(['web', 'web/apps', 'lib', '.', 'src']);
});

test('the folders that manage.py adds, also as a sum, and the one that it is a link into', async () => {
  const root = write(temporaryFolder(), {
    'bin/run.py': 'import sys\nsys.path += ["lib", "gone"]\nsys.path = ["x"] + sys.path\n',
    'web/lib/a.py': '',
    'web/x/a.py': '',
  });
  symlinkSync('../bin/run.py', join(root, 'web/manage.py'));
  const files = await listProjectFiles(root);
  const source = parsePython('web/manage.py', files.readText('web/manage.py') ?? '');
  expect(addedRoots(files, 'web', source)).toEqual(['bin', 'web/lib']);
});
