import { expect, test } from 'vitest';
import { build, folders, script } from './found-frontends.ts';

const second = { 'desk/manage.py': '', 'desk/core/__init__.py': '' };
const intoDesk = { 'package.json': script('esbuild a.js --outfile=desk/core/static/a.js'), ...second };

test.each([
  ['at the root, which writes into its app', intoDesk, ''],
  [
    'around it, which writes into its app',
    { 'package.json': script('sass a core/static/a.css'), 'manage.py': '', 'core/__init__.py': '' },
    '',
  ],
  ['which writes into its app, of the name of one of ours', { ...intoDesk, 'web/core/a.py': '' }, "APPS = ['core']"],
  [
    'with a theme of the same name',
    { ...second, 'desk/theme/static_src/package.json': script('postcss x'), 'web/theme/apps.py': '' },
    "TAILWIND_APP_NAME = 'theme'",
  ],
])("a front end of another project in the tree is none of this one's: %s", (_, texts, settings) => {
  expect(folders(texts, settings)).toEqual([]);
});

test('but it is where the settings name its app, and where the other manage.py lies in a package of ours', () => {
  expect(folders(intoDesk, "INSTALLED_APPS = ['core.apps.CoreConfig']")).toEqual(['.']);
  const inside = { 'web/app/manage.py': '', 'web/app/more/__init__.py': '' };
  expect(folders({ 'package.json': script('sass a web/app/more/static/a.css'), ...inside })).toEqual(['.']);
  const above = { 'manage.py': '', 'shared/__init__.py': '' };
  const toShared = { 'package.json': script('sass a shared/static/a.css'), ...above };
  expect(folders(toShared, "INSTALLED_APPS = ['shared']")).toEqual(['.']);
});

test('a loader means the front end that is in no other project', () => {
  const settings = "INSTALLED_APPS = ['django_vite']";
  expect(folders({ ...second, 'desk/package.json': build, 'js/package.json': build }, settings)).toEqual(['js']);
  expect(folders({ ...second, 'desk/package.json': build }, settings)).toEqual(['desk']);
});
