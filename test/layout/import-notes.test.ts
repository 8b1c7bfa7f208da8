import { expect, test } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { managePy, project } from './project.ts';

const settings = 'INSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nDATABASES = {}\nSECRET_KEY = "x"\n';
const frozen = 'asgiref==3.8.1\nDjango==5.2.1\nsqlparse==0.5.1\n';
const site = {
  'site/manage.py': managePy('shop.settings'),
  'site/shop/__init__.py': '',
  'site/shop/settings.py': settings,
  'site/shop/wsgi.py':
    'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
  'requirements.txt': frozen,
};

function notes(texts: Readonly<Record<string, string>>) {
  const { facts, fatal } = examine(project({ ...site, ...texts }), {});
  expect(fatal).toEqual([]);
  return facts.problems.filter(({ code }) => code === 'settings-import-missing' || code === 'import-not-required');
}

const locked = (name: string) => `[[package]]\nname = "${name}"\nversion = "5.2"\n`;
const inSettings = (line: string) => ({ 'site/shop/settings.py': `${line}\n${settings}` });

test.each([
  ['from . import secret', 'shop.secret'],
  ['from .secret import KEY', 'shop.secret'],
  ['from shop.secret import *', 'shop.secret'],
  ['import shop.secret as hidden', 'shop.secret'],
  ['from .parts.secret import KEY', 'shop.parts.secret'],
  ['if True:\n  from .secret import KEY', 'shop.secret'],
])('a module of its own that the project has not: %s', (line, module) => {
  const where = `site/shop/settings.py:${line.split('\n').length}`;
  expect(notes(inSettings(line))).toEqual([{ code: 'settings-import-missing', modules: [{ module, where }] }]);
});

test.each([
  ['from local_settings import *', 'local_settings'],
  ['from secret_config import KEY', 'secret_config'],
  ['import credentials', 'credentials'],
])('by its name, one that lies beside manage.py where the site is installed: %s', (line, module) => {
  const missing = { code: 'settings-import-missing', modules: [{ module, where: 'site/shop/settings.py:1' }] };
  expect(notes(inSettings(line))).toEqual([missing]);
  expect(notes({ ...inSettings(line), [`site/${module}.py`]: 'KEY = 1' })).toEqual([]);
  const brought = { 'requirements.txt': `${frozen}django-${module.replaceAll('_', '-')}==1.0\n` };
  expect(notes({ ...inSettings(line), ...brought })).toEqual([]);
});

test.each([
  'from secrets import token_hex',
  'import configparser',
  'from settingslogic import x',
  'from env_config import Environment',
  'import theirs',
  'from credentials.keys import KEY',
])('no name for that, or there: %s', (line) => {
  expect(notes({ ...inSettings(line), 'site/credentials/keys.py': '' })).toEqual([]);
});

test('a module that a folder of the project lacks is none of a package, with `__init__.py` in it or without', () => {
  const missing = {
    code: 'settings-import-missing',
    modules: [{ module: 'parts.secret', where: 'site/shop/settings.py:1' }],
  };
  const lines = inSettings('from parts.secret import KEY');
  expect(notes({ ...lines, 'site/parts/__init__.py': '' })).toEqual([missing]);
  expect(notes({ ...lines, 'site/parts/other.py': '' })).toEqual([missing]);
});

test('so may manage.py, and what the settings take over', () => {
  const manage = { 'site/manage.py': `import shop.start\n${managePy('shop.settings')}` };
  const base = { 'site/shop/base.py': 'from .secret import KEY', ...inSettings('from .base import *') };
  expect(notes({ ...manage, ...base })).toEqual([
    {
      code: 'settings-import-missing',
      modules: [
        { module: 'shop.secret', where: 'site/shop/base.py:1' },
        { module: 'shop.start', where: 'site/manage.py:1' },
      ],
    },
  ]);
});

test.each([
  ['caught', 'try:\n  from .secret import KEY\nexcept ImportError:\n  KEY = ""'],
  ['caught whatever it is', 'try:\n  from .secret import *\nexcept Exception:\n  pass'],
  ['suppressed', 'import contextlib\nwith contextlib.suppress(ImportError):\n  from .secret import *'],
  [
    'under a condition that nobody knows',
    'import socket\nif socket.gethostname() == "live":\n  from .secret import KEY',
  ],
  ['for where a variable is set', 'import os\nif os.environ.get("LIVE"):\n  from .secret import KEY'],
  ['for where none is', 'import os\nif not os.environ.get("LIVE"):\n  from .secret import KEY'],
  ['in a function that nobody calls', 'def key():\n  from .secret import KEY'],
  ['of a package that holds more than modules', 'from .parts import VALUE'],
  ['of a folder without __init__.py', 'from .folder import more'],
  ['of Django', 'from django.conf import nothing'],
])('not one that is %s', (_, line) => {
  const there = { 'site/shop/parts/__init__.py': 'VALUE = 1', 'site/shop/folder/more.py': '' };
  expect(notes({ ...there, ...inSettings(line) })).toEqual([]);
});

test.each([
  ['manage.py', { 'site/manage.py': `import dotenv\n${managePy('shop.settings')}` }, 'site/manage.py:1'],
  ['the settings', inSettings('from dotenv import load_dotenv'), 'site/shop/settings.py:1'],
  ['the application', { 'site/shop/wsgi.py': `import dotenv\n${site['site/shop/wsgi.py']}` }, 'site/shop/wsgi.py:1'],
  [
    'a package on the way to them',
    {
      'site/shop/__init__.py': 'from .start import app',
      'site/shop/start.py': 'import os\nimport dotenv\nos.getenv("X")\n',
    },
    'site/shop/start.py:2',
  ],
])('what %s imports and a complete list lacks', (_, texts, where) => {
  expect(notes(texts)).toEqual([
    {
      code: 'import-not-required',
      file: 'requirements.txt',
      missing: [{ module: 'dotenv', distribution: 'python-dotenv', where }],
    },
  ]);
});

test.each([
  ['it is there', `${frozen}python-dotenv==1.0.1\n`],
  ['another brings a module of that name', `${frozen}django-dotenv==1.4.2\n`],
  ['the list is not complete: other packages may bring it', 'Django==5.2.1\nuvicorn==0.30\n'],
  ['the list is open', `${frozen}uvicorn\n`],
])('nothing is said when %s', (_, requirements) => {
  expect(notes({ ...inSettings('import dotenv'), 'requirements.txt': requirements })).toEqual([]);
});

test.each([
  ['Python itself has it', 'import json, os.path'],
  ['the table does not know it', 'import something_of_theirs'],
  ['it need not be there', 'try:\n  import dotenv\nexcept ImportError:\n  pass'],
])('nothing is said when %s: %s', (_, line) => {
  expect(notes(inSettings(line))).toEqual([]);
});

const apps = (list: string) => ({
  'site/shop/settings.py': settings.replace('INSTALLED_APPS = []', `INSTALLED_APPS = ${list}`),
});

test.each([
  ['["corsheaders"]', 1],
  ['[\n  "django.contrib.auth",\n  "corsheaders.apps.CorsConfig",\n]', 3],
  ['BASE = ("corsheaders",)\nINSTALLED_APPS += BASE', 1],
])('an app that a complete list lacks: %s', (list, line) => {
  expect(notes(apps(list))).toEqual([
    {
      code: 'import-not-required',
      file: 'requirements.txt',
      missing: [{ module: 'corsheaders', distribution: 'django-cors-headers', where: `site/shop/settings.py:${line}` }],
    },
  ]);
});

test.each([
  ['only with DEBUG', '[]\nDEBUG = True\nif not DEBUG:\n  INSTALLED_APPS += ["corsheaders"]'],
  ['only where it can be imported', '[]\ntry:\n  INSTALLED_APPS += ["corsheaders"]\nexcept ImportError:\n  pass'],
  ['perhaps', '["django.contrib.auth"] + (["corsheaders"] if True else [])'],
  ['that the table does not know', '["garden_tools"]'],
  ['of Django', '["django.contrib.auth"]'],
  ['that the image has always', '["whitenoise.runserver_nostatic"]'],
])('nothing is said of an app %s', (_, list) => {
  expect(notes(apps(list))).toEqual([]);
});

test.each([
  ['beside manage.py', 'site/corsheaders/__init__.py'],
  ['anywhere in the tree', 'vendor/lib/corsheaders/__init__.py'],
])('nor of one that lies %s', (_, path) => {
  expect(notes({ [path]: '', ...apps('["corsheaders"]') })).toEqual([]);
});

test.each([
  ['Django\npsycopg2-binary\ngunicorn\n', true],
  ['Django\nwagtail\n', false],
  ['Django\ndjangorestframework-simplejwt  # and what that brings\n', true],
  ['Django[argon2]\n', false],
  ['Django\ngit+https://example.com/garden.git\n', false],
  ['Django\n-e ./garden\n', false],
])('of an open list what needs no other app brings none: %j', (requirements, isTold) => {
  const garden = { 'garden/setup.py': 'from setuptools import setup\nsetup(name="garden", install_requires=read())' };
  const found = notes({ ...garden, ...apps('["corsheaders"]'), 'requirements.txt': requirements });
  expect(found.map(({ code }) => code)).toEqual(isTold ? ['import-not-required'] : []);
  const imported = { ...inSettings('import dotenv'), 'requirements.txt': requirements };
  expect(notes({ ...garden, ...imported })).toEqual([]);
});

test.each(['djangorestframework-simplejwt', 'drf-yasg\ncrispy-bootstrap5'])(
  'nor of one that %j brings',
  (requirements) => {
    expect(notes({ ...apps('["rest_framework"]'), 'requirements.txt': `Django\n${requirements}\n` })).toEqual([]);
  },
);

test.each([
  ['"shop.orders"', 'shop.orders'],
  ['"shop.orders.apps.OrdersConfig"', 'shop.orders.apps.OrdersConfig'],
  ['"parts.orders"', 'parts.orders'],
])('an app in a package of the project that has it not: %s', (app, module) => {
  expect(notes({ 'site/parts/stock/models.py': '', ...apps(`[${app}]`) })).toEqual([
    { code: 'settings-import-missing', modules: [{ module, where: 'site/shop/settings.py:1' }] },
  ]);
});

test.each([
  '"shop.stock"',
  '"shop.stock.apps.StockConfig"',
  '"shop.ShopConfig"',
  '"shop.plain"',
  '"shop"',
  '"shop.more.x"',
])('and one that is there: %s', (app) => {
  const there = { 'site/shop/stock/apps.py': '', 'site/shop/plain/models.py': '', 'site/shop/more/x.py': '' };
  expect(notes({ ...there, ...apps(`[${app}]`) })).toEqual([]);
});

test('not of a folder elsewhere that may be called like a package of others, nor of one without Python', () => {
  const above = `import sys\nsys.path.append("..")\n${managePy('shop.settings')}`;
  const texts = { 'garden/x.py': '', 'site/tools/a.html': '', 'site/manage.py': above };
  expect(notes({ ...texts, ...apps('["garden.beds", "tools.beds"]') })).toEqual([]);
});

test('a group that brings what is lacking is named', () => {
  const lock = ['asgiref', 'sqlparse', 'django', 'drf-yasg'].map(locked);
  const poetry = {
    'pyproject.toml':
      '[tool.poetry.dependencies]\nDjango = "^5"\n[tool.poetry.group.dev.dependencies]\ndrf-yasg = "*"\n',
    'poetry.lock': lock
      .join('\n')
      .replace('name = "django"', 'name = "django"\ndependencies = {asgiref = "*", sqlparse = "*"}'),
  };
  expect(notes({ ...poetry, ...apps('["drf_yasg"]') })).toMatchObject([
    { missing: [{ distribution: 'drf-yasg', option: '--group dev' }] },
  ]);
});

test('so with what a lock lacks', () => {
  const lock = ['asgiref', 'sqlparse', 'django'].map(locked);
  const needs = '[package.dependencies]\nasgiref = "*"\nsqlparse = "*"\n';
  const lists = '[tool.poetry.dependencies]\nDjango = "^5"\n';
  const poetry = { 'pyproject.toml': lists, 'poetry.lock': `${lock.join('\n')}${needs}` };
  expect(notes({ ...poetry, ...inSettings('import dotenv') })).toMatchObject([
    { code: 'import-not-required', file: 'poetry.lock' },
  ]);
});
