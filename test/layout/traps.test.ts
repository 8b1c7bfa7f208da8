import { describe, expect, test } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { managePy, project } from './project.ts';

const settings = 'INSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nDATABASES = {}\nSECRET_KEY = "x"\n';
const wsgi = 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n';
const site = {
  'backend/shop/__init__.py': '',
  'backend/shop/settings.py': settings,
  'backend/shop/wsgi.py': wsgi,
  'requirements.txt': 'Django==5.2.1\n',
};

/** What is read of a site whose manage.py, and what else is given, is that. */
function read(texts: Readonly<Record<string, string>>) {
  const { facts, fatal } = examine(project({ ...site, ...texts }), {});
  expect(fatal).toEqual([]);
  return {
    managePy: facts.managePy?.value,
    settings: facts.productionSettingsModule?.value,
    manager: facts.dependencies?.value.manager,
    environment: facts.environment?.map(({ value }) => value),
  };
}

describe('a manage.py', () => {
  test.each([
    [
      'without the word Django, started by uv run',
      '#!/usr/bin/env -S uv run\nfrom shop.entry import main\n\nmain()\n',
      { 'backend/shop/entry.py': 'import os\nfrom django.core.management import execute_from_command_line\n' },
    ],
    [
      'that asks decouple for its settings, without a default',
      'import os, sys\nfrom decouple import config\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", config("DJANGO_SETTINGS_MODULE"))\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
      {},
    ],
    [
      'that imports the settings before anything else, below a sys.path of its own',
      'import os, sys\nsys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\nos.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"\nfrom django.conf import settings\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
      {},
    ],
    [
      'of twelve thousand signs',
      `${managePy('shop.settings')}\n${'def helper(value):\n    return value + 1\n\n'.repeat(300)}`,
      {},
    ],
  ])('%s', (_, text, more) => {
    expect(read({ 'backend/manage.py': text, ...more })).toMatchObject({
      managePy: 'backend/manage.py',
      settings: 'shop.settings',
    });
  });
});

test('int(os.environ.get("DEBUG")) demands DEBUG', () => {
  const text = `import os\nDEBUG = int(os.environ.get("DEBUG"))\n${settings}`;
  expect(
    read({ 'backend/manage.py': managePy('shop.settings'), 'backend/shop/settings.py': text }).environment,
  ).toEqual(['DEBUG']);
});

test('of the locks of several managers the first by a rule, and a note of the others', () => {
  const locks = {
    'poetry.lock': '[[package]]\nname = "django"\nversion = "5.2"\n',
    'pyproject.toml': '[tool.poetry.dependencies]\nDjango = "^5"\n',
    'Pipfile.lock': '{"default": {"django": {"version": "==5.2"}}}',
    Pipfile: '[packages]\ndjango = "*"\n',
  };
  const { facts } = examine(project({ ...site, ...locks, 'backend/manage.py': managePy('shop.settings') }), {});
  expect(facts.dependencies?.value).toMatchObject({ manager: 'poetry', lock: 'poetry.lock' });
  expect(facts.problems).toContainEqual({
    code: 'dependencies-others',
    chosen: 'poetry.lock',
    others: ['Pipfile.lock', 'requirements.txt'],
  });
});

test('settings that are taken by name from modules of their own are settings', () => {
  const pieces = {
    'backend/manage.py': managePy('shop.settings'),
    'backend/shop/settings.py':
      'from . import databases\nfrom .apps import INSTALLED_APPS\nfrom .log import LOGGING\nDATABASES = databases.LIVE\n',
    'backend/shop/apps.py': 'INSTALLED_APPS = ["django.contrib.staticfiles"]\n',
    'backend/shop/databases.py': 'LIVE = {"default": {"ENGINE": "django.db.backends.mysql"}}\n',
    'backend/shop/log.py': 'LOGGING = {"version": 1}\n',
  };
  const { facts } = examine(project({ ...site, ...pieces }), {});
  expect(facts.database).toEqual({ value: 'mysql', origin: { file: 'backend/shop/settings.py', line: 4 } });
  expect(facts.staticFiles).toEqual({ value: true, origin: { file: 'backend/shop/apps.py', line: 1 } });
  expect(facts.overlay?.find(({ line }) => line === 'logging')).toMatchObject({
    acts: 'never',
    why: 'the settings have LOGGING',
  });
});
