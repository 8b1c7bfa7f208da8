import { expect, it } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { managePy, project } from './project.ts';

const files = {
  'api/manage.py': managePy('shop.settings'),
  'api/requirements.txt': 'Django==5.2\nrequests==2.32.3\n',
  'api/shop/__init__.py': '',
  'api/shop/settings.py':
    'import json\nfrom shop_common.env import need\nKEY = need("KEY")\nINSTALLED_APPS = ["django.contrib.auth"]\n',
  'common/setup.py':
    'from setuptools import setup\nsetup(name="shop-common", version="1.2", install_requires=["requests", "raven>=6"])\n',
  'common/shop_common/__init__.py': '',
  'common/shop_common/env.py': 'import os\ndef need(name):\n    return os.environ[name]\n',
};

function look(changed: Readonly<Record<string, string>> = {}) {
  const { facts, fatal } = examine(project({ ...files, ...changed }), {});
  const { dependencies, distributions, environment = [] } = facts;
  return { fatal, dependencies, distributions, names: environment.map(({ value }) => value) };
}

it('a distribution elsewhere in the tree that the settings import is installed and read, with what it needs', () => {
  const { fatal, dependencies, distributions, names } = look();
  expect(fatal).toEqual([]);
  expect(names).toEqual(['KEY']);
  expect(dependencies).toMatchObject({
    why: 'the settings import what lies in common',
    value: {
      manager: 'pip',
      files: ['api/requirements.txt', 'common/setup.py'],
      localPaths: ['common'],
      declared: ['raven>=6'],
    },
  });
  expect(distributions?.map(({ value }) => value)).toMatchObject([
    { name: 'shop-common', version: '1.2', folder: 'common' },
  ]);
});

it('one that the settings only name as an app, and one in src', () => {
  const settings = 'INSTALLED_APPS = ["shop_common.apps.Common"]\n';
  expect(look({ 'api/shop/settings.py': settings }).dependencies?.value.localPaths).toEqual(['common']);
  const { 'common/shop_common/__init__.py': _, 'common/shop_common/env.py': env, ...rest } = files;
  const { facts } = examine(
    project({ ...rest, 'common/src/shop_common/__init__.py': '', 'common/src/shop_common/env.py': env }),
    {},
  );
  expect(facts.dependencies?.value.localPaths).toEqual(['common/src']);
  expect(facts.environment?.map(({ value }) => value)).toEqual(['KEY']);
});

it.each([
  ['another distribution holds a package of that name', { 'other/setup.py': '', 'other/shop_common/__init__.py': '' }],
  ['it is installed from an index', { 'api/requirements.txt': 'Django==5.2\nshop_common==1.0\n' }],
  ['manage.py has one of its own', { 'api/shop_common/env.py': 'need = str\n' }],
  ['nothing imports it', { 'api/shop/settings.py': 'INSTALLED_APPS = []\n' }],
])('not when %s', (_, changed) => {
  expect(look(changed).dependencies?.value.localPaths).toEqual([]);
});

it.each(['tests/common', 'examples/common'])('not from %s', (folder) => {
  const moved = Object.entries(files).map(([path, text]) => [path.replace(/^common/, folder), text]);
  expect(examine(project(Object.fromEntries(moved)), {}).facts.dependencies?.value.localPaths).toEqual([]);
});

it('not from a folder without a manifest', () => {
  const { 'common/setup.py': _, ...rest } = files;
  expect(examine(project(rest), {}).facts.dependencies?.value.localPaths).toEqual([]);
});

it('what is wrong with the settings is told once', () => {
  const classes =
    'from configurations import Configuration\nclass One(Configuration):\n  A = 1\nclass Two(Configuration):\n  A = 2\n';
  const { fatal } = look({ 'api/shop/settings.py': `import shop_common\n${classes}` });
  expect(fatal).toMatchObject([{ code: 'configuration-unknown' }]);
});
