import { describe, expect, it } from 'vitest';
import { findLibraries } from '../../src/layout/library-note.ts';
import { examine } from '../../src/layout/examine.ts';
import { code, managePy, project } from './project.ts';

function libraries(
  settings: string,
  others: Readonly<Record<string, string>> = {},
  understood: readonly string[] = [],
  required: readonly string[] = [],
) {
  const project = code({ 'shop/settings.py': settings, ...others });
  const source = project.source('shop/settings.py');
  return findLibraries(project, source === undefined ? [] : [source], new Set(understood), required);
}

const notes = (settings: string, others?: Readonly<Record<string, string>>) => libraries(settings, others).problems;

it('tells what is taken over from a library, and where', () => {
  expect(notes('import os\nfrom house_settings.base import *\nDEBUG = False\n')).toEqual([
    {
      code: 'settings-of-library',
      parts: [{ library: 'house_settings', modules: ['house_settings.base'], where: 'shop/settings.py:2' }],
    },
  ]);
});

describe('of what is tried', () => {
  const tried = (first: string, second: string) =>
    `try:\n    from ${first} import *\nexcept ImportError:\n    from ${second} import *\n`;
  const names = (settings: string, others: Readonly<Record<string, string>> = {}, required: readonly string[] = []) =>
    libraries(settings, others, [], required).facts.map(({ value }) => value);

  it('tells of a library in place of a module of the project that is not there', () => {
    expect(names(tried('shop.local_settings', 'house.settings'))).toEqual(['house']);
    expect(names(tried('.local_settings', 'house.settings'))).toEqual(['house']);
    expect(names(tried('.local_settings', 'house.settings'), { 'shop/local_settings.py': '' })).toEqual([]);
  });

  it('tells of a library that is required', () => {
    const settings = 'try:\n    from house_one.settings import *\nexcept ImportError:\n    pass\n';
    expect(names(settings, {}, ['django', 'house-one'])).toEqual(['house_one']);
    expect(names(settings, {}, ['django'])).toEqual([]);
    expect(names(`if STAGE:\n    ${settings.replaceAll('\n', '\n    ')}`, {}, ['house-one'])).toEqual([]);
  });
});

it('tells of each library once', () => {
  const [note] = notes('from house.base import *\nfrom house.logs import *\nfrom garden import *\n');
  expect(note).toMatchObject({
    parts: [
      { library: 'house', modules: ['house.base', 'house.logs'], where: 'shop/settings.py:1' },
      { library: 'garden', modules: ['garden'], where: 'shop/settings.py:3' },
    ],
  });
});

it('tells of settings that are written as classes of a library', () => {
  const text = 'from env_config import Environment, values\nclass Common(Environment):\n    INSTALLED_APPS = []\n';
  expect(notes(text)).toEqual([
    {
      code: 'settings-of-library',
      parts: [{ library: 'env_config', modules: ['env_config'], where: 'shop/settings.py:1' }],
    },
  ]);
  expect(notes(text.replace('INSTALLED_APPS', 'NAMES'))).toEqual([]);
});

it('gives each as what leaves the list of variables open, but for those whose classes are understood', () => {
  const text = 'from house.base import *\nfrom house.logs import *\nfrom garden import *\n';
  const [house, garden] = [1, 3].map((line) => ({ file: 'shop/settings.py', line }));
  expect(libraries(text).facts).toEqual([
    { value: 'house', origin: house },
    { value: 'garden', origin: garden },
  ]);
  expect(libraries(text, {}, ['house'])).toMatchObject({
    facts: [{ value: 'garden' }],
    problems: [{ parts: [{ library: 'garden' }] }],
  });
  expect(libraries(text, {}, ['house', 'garden'])).toEqual({ facts: [], problems: [] });
});

it.each<[string, Readonly<Record<string, string>>?]>([
  ['from .base import *\n'],
  ['from shop.base import *\n'],
  ['from extra import *\n', { 'extra.py': '' }],
  ['from lost.base import *\n', { 'lost/other.py': '' }],
  ['from django.conf.global_settings import *\n'],
  ['from os.path import *\n'],
  ['from house_settings.base import DATABASES\n'],
  ['try:\n    from house_settings.base import *\nexcept ImportError:\n    pass\n'],
  ['from local_settings import *\n'],
  ['from configurations import Configuration\nclass Common(Configuration):\n    INSTALLED_APPS = []\n'],
])('not of the project, of Django or of what is read anyway: %j', (text, others = {}) => {
  expect(notes(text, others)).toEqual([]);
});

it('tells of a library that each branch takes something of, and of none that one of them does without', () => {
  const branches = (other: string) => `if STAGE == 'a':\n    from house.a import *\n${other}`;
  const both = branches('elif X:\n    from house.c import *\nelse:\n    from house.b import *\n');
  expect(libraries(both).facts).toEqual([{ value: 'house', origin: { file: 'shop/settings.py', line: 2 } }]);
  for (const other of [
    '',
    'else:\n    X = 1\n',
    'elif X:\n    from house.b import *\n',
    'else:\n    from garden import *\n',
  ]) {
    expect(libraries(branches(other)).facts).toEqual([]);
  }
  expect(libraries(`def load():\n    ${both.trim().replaceAll('\n', '\n    ')}\n`).facts).toEqual([]);
});

it('leaves open what of the site stands in a library', () => {
  const facts = (settings: string, chosen = {}) => {
    const texts = {
      'manage.py': managePy('shop.settings'),
      'shop/__init__.py': '',
      'shop/settings.py': settings,
      'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      'shop/celery.py':
        'from celery import Celery\napp = Celery("shop")\napp.config_from_object("django.conf:settings")\n',
      'requirements.txt': 'django\ncelery\nhouse\n',
    };
    const { database, staticFiles, problems } = examine(project(texts), chosen).facts;
    return { database, staticFiles, codes: problems.map(({ code: each }) => each) };
  };
  const origin = { file: 'shop/settings.py', line: 1 };
  const why = 'not found; house, a library, has a part in the settings';
  const found = facts('from house.settings import *\nINSTALLED_APPS += ["shop"]\n');
  expect(found).toMatchObject({ database: { value: 'none', origin, why }, staticFiles: { value: false, origin, why } });
  expect(found.codes).toEqual(['settings-of-library']);
  expect(facts('INSTALLED_APPS = ["shop"]\n').codes).toEqual(['celery-without-broker']);
});
