import { expect, test } from 'vitest';
import { importRoots } from '../../src/layout/import-roots.ts';
import { parsePython } from '../../src/layout/python-source.ts';
import { code, project } from './project.ts';

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
