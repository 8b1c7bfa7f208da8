import { expect, it } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { managePy, project } from './project.ts';

const chooses =
  'import os\nSTAGE = os.getenv("STAGE", "dev")\nif STAGE == "live":\n    from .production import *\nelse:\n    from .development import *\n';

function notes(around: string, production = 'from .base import *\nDEBUG = False\n') {
  const { facts } = examine(
    project({
      'manage.py': managePy('shop.settings'),
      'requirements.txt': 'Django==5.2',
      'shop/__init__.py': '',
      'shop/settings/__init__.py': around,
      'shop/settings/base.py':
        'INSTALLED_APPS = []\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}\n',
      'shop/settings/production.py': production,
      'shop/settings/development.py': 'from .base import *\nDEBUG = True\n',
    }),
    {},
  );
  expect(facts.productionSettingsModule?.value).toBe('shop.settings.production');
  return facts.problems.filter(({ code }) => code === 'settings-around-more');
}

it('tells what a package of settings sets besides those for production, which the image uses', () => {
  expect(notes(`${chooses}TRACKER = {"key": "x"}\n`)).toEqual([
    {
      code: 'settings-around-more',
      module: 'shop.settings.production',
      around: 'shop.settings',
      file: 'shop/settings/__init__.py',
      names: ['TRACKER'],
    },
  ]);
});

it('not the name that it chooses by, what is set there too, or what is no setting', () => {
  expect(notes(chooses)).toEqual([]);
  expect(notes(`${chooses}TRACKER = 1\n`, 'from .base import *\nTRACKER = 2\n')).toEqual([]);
  expect(notes(`${chooses}tracker = 1\n`)).toEqual([]);
});

it('not where the module takes the package over', () => {
  const around = 'INSTALLED_APPS = []\nTRACKER = 1\nfrom .development import *\n';
  expect(notes(around, 'from shop.settings import *\nDATABASES = {}\n')).toEqual([]);
});
