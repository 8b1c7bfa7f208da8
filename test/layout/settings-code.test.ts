import { expect, test } from 'vitest';
import { settingsSources, settingsWithPieces, settingValues } from '../../src/layout/settings-code.ts';
import { textOf } from '../../src/layout/python-source.ts';
import { code } from './project.ts';

const stages = ['base', 'testing', 'development', 'production'];
const modules = Object.fromEntries(stages.map((stage) => [`site/settings/${stage}.py`, `${stage.toUpperCase()} = 1`]));

function sourcesOf(text: string): string[] {
  const project = code({ 'site/settings/__init__.py': text, ...modules });
  return settingsSources(project, 'site.settings').map(({ path }) => path.split('/').at(-1)?.replace('.py', '') ?? '');
}

test('what settings take over makes them up, what holds last first', () => {
  expect(sourcesOf('from .base import *\nfrom .production import *')).toEqual(['__init__', 'production', 'base']);
});

test('of what they take over under a condition all but what is for tests', () => {
  const branches = 'if S == "dev":\n  from .development import *\nelif S == "test":\n  from .testing import *\n';
  const all = `from .base import *\n${branches}else:\n  from .production import *`;
  expect(sourcesOf(all)).toEqual(['__init__', 'production', 'development', 'base']);
  expect(sourcesOf('from .base import *\nfrom .testing import *')).toEqual(['__init__', 'testing', 'base']);
  expect(sourcesOf('if S:\n  from .base import *\nelse:\n  from .testing import *')).toContain('testing');
});

function piecesOf(texts: Readonly<Record<string, string>>): readonly string[] {
  return settingsWithPieces(code({ 'a/__init__.py': '', ...texts }), 'a.settings').map(({ path }) => path);
}

test('the files that single settings are taken from, what holds last first', () => {
  const settings = 'from .base import *\nfrom .apps import INSTALLED_APPS, BASE\nfrom .log import LOGGING as LOGGING';
  const texts = { 'a/settings.py': settings, 'a/base.py': 'X = 1', 'a/apps.py': 'Y = 1', 'a/log.py': 'LOGGING = {}' };
  expect(piecesOf(texts)).toEqual(['a/settings.py', 'a/log.py', 'a/apps.py', 'a/base.py']);
});

test('what single settings are called elsewhere is what they are here', () => {
  const project = code({
    'a/__init__.py': '',
    'a/settings.py': 'from .all import SITE_APPS as INSTALLED_APPS, LINKS as STATIC_URL\nfrom .all import DEBUG as OFF',
    'a/all.py': 'INSTALLED_APPS = 1\nSITE_APPS = 2\nLINKS = 3\nDEBUG = 4',
    'a/local.py': 'from .all import INSTALLED_APPS',
  });
  const read = (module: string, name: string): readonly string[] =>
    settingValues(settingsWithPieces(project, module), name).map(({ source, value }) => textOf(source, value));
  expect(read('a.settings', 'INSTALLED_APPS')).toEqual(['2']);
  expect(read('a.settings', 'STATIC_URL')).toEqual(['3']);
  // Another settings module takes the same file as it is.
  expect(read('a.local', 'INSTALLED_APPS')).toEqual(['1']);
});

test.each([
  ['names that are no settings', 'from .apps import find_apps, Environment, BASE_DIR, QUEUE_HIGH'],
  ['settings under a name that is none', 'from .apps import INSTALLED_APPS as FOUND'],
  ['under a condition', 'if DEBUG:\n  from .apps import INSTALLED_APPS'],
  ['in a function', 'def apps():\n  from .apps import INSTALLED_APPS'],
  ['another package', 'from rest_framework.settings import DEFAULTS'],
])('not: %s', (_, settings) => {
  expect(piecesOf({ 'a/settings.py': settings, 'a/apps.py': 'INSTALLED_APPS = []' })).toEqual(['a/settings.py']);
});

test('a piece that is put together itself is followed, the code of the site beyond it is not', () => {
  const texts = {
    'a/settings.py': 'from .one import INSTALLED_APPS',
    'a/one.py': 'from .two import LOCAL_APPS',
    'a/two.py': 'from .three import MORE_APPS\nfrom .settings import DEBUG',
    'a/three.py': 'MORE_APPS = 3',
  };
  expect(piecesOf(texts)).toEqual(['a/settings.py', 'a/one.py', 'a/two.py']);
});

test('whether settings are whole is asked without them', () => {
  const texts = { 'a/settings.py': 'from .base import BASE_DIR', 'a/base.py': 'INSTALLED_APPS = []' };
  expect(settingsSources(code(texts), 'a.settings').map(({ path }) => path)).toEqual(['a/settings.py']);
});

test('what makes INSTALLED_APPS is a piece of them; a function that makes something else is none', () => {
  const settings = (made: string) => `from .tools import find_apps\n${made}\n`;
  const texts = { 'a/tools.py': "def find_apps():\n  return ['django.contrib.staticfiles']\n" };
  expect(piecesOf({ ...texts, 'a/settings.py': settings('INSTALLED_APPS = find_apps()') })).toEqual([
    'a/settings.py',
    'a/tools.py',
  ]);
  const more = settings("INSTALLED_APPS = ['x'] + list(find_apps('y'))");
  expect(piecesOf({ ...texts, 'a/settings.py': more })).toContain('a/tools.py');
  expect(piecesOf({ ...texts, 'a/settings.py': settings('APPS_OF = find_apps()') })).toEqual(['a/settings.py']);
  expect(piecesOf({ ...texts, 'a/settings.py': settings('# INSTALLED_APPS = find_apps()') })).toEqual([
    'a/settings.py',
  ]);
});

test('a module that is loaded by its name is taken over where the settings take its names', () => {
  const load = 'from importlib import import_module\nSTAGE = "production"\n';
  const taking = `${load}taken = import_module(f"site.settings.{STAGE}")\nfor name in dir(taken):\n    globals()[name] = getattr(taken, name)\n`;
  expect(sourcesOf(taking)).toEqual(['__init__', 'production']);
  expect(sourcesOf(taking.replace('"production"', 'read_stage()'))).toEqual(['__init__']);
  expect(sourcesOf(`${load}import_module(f"site.settings.{STAGE}")\n`)).toEqual(['__init__']);
  const far = 'from .parts import *';
  const files = { 'config/live.py': far, 'config/parts.py': 'DEBUG = 1', 'config/__init__.py': '' };
  const project = code({ 'site/settings.py': taking.replace('site.settings.{STAGE}', 'config.live'), ...files });
  expect(settingsSources(project, 'site.settings').map(({ path }) => path)).toEqual([
    'site/settings.py',
    'config/live.py',
    'config/parts.py',
  ]);
});

test('classes that a module answers for, name by name, make settings up; others that it imports do not', () => {
  const classes = 'class Plain(BaseSettings):\n    STATIC_URL: str = "/static/"\n';
  const of = (text: string) => {
    const settings = `from .plain import Plain\n${text}`;
    const project = code({ 'a/__init__.py': '', 'a/settings.py': settings, 'a/plain.py': classes });
    const sources = settingsSources(project, 'a.settings');
    return settingValues(sources, 'STATIC_URL').map(({ source, value }) => textOf(source, value));
  };
  expect(of('def __getattr__(name):\n    return Plain().model_dump()[name]\n')).toEqual(['"/static/"']);
  expect(of('PLAIN = Plain()\n')).toEqual([]);
});
