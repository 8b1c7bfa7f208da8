import { expect, test } from 'vitest';
import { findProductionSettings } from '../../src/layout/production-settings.ts';
import { productionNames, stageOf } from '../../src/layout/settings-stage.ts';
import { code, problemOf } from './project.ts';

const named = (value: string) => ({ value, origin: { file: 'manage.py', line: 9 } });
const body = 'from .base import *\nDEBUG = False';

test.each([
  ['a.settings.local', 'a/settings/production.py', 'a.settings.production'],
  ['a.settings.dev', 'a/settings/prod.py', 'a.settings.prod'],
  ['a.settings_dev', 'a/settings_prod.py', 'a.settings_prod'],
  ['a.settings.devel', 'a/settings/product.py', 'a.settings.product'],
  ['config.django.base', 'config/django/production.py', 'config.django.production'],
])('%s beside %s', (module, file, chosen) => {
  const project = code({ [`${module.replaceAll('.', '/')}.py`]: '', [file]: body });
  expect(findProductionSettings(project, named(module), undefined).settings).toMatchObject({
    value: chosen,
    origin: { file },
  });
});

test('what the server names for production goes before names', () => {
  const project = code({
    'a/settings/local.py': '',
    'a/settings/live.py': body,
    'a/settings/production.py': body,
    'a/wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.settings.live")',
  });
  expect(findProductionSettings(project, named('a.settings.local'), undefined).settings).toMatchObject({
    value: 'a.settings.live',
    origin: { file: 'a/wsgi.py', line: 2 },
  });
});

test.each(['DEBUG = False', 'from .base import *'])('a module for production may hold no more than %s', (text) => {
  const project = code({ 'a/settings/dev.py': '', 'a/settings/production.py': text });
  expect(findProductionSettings(project, named('a.settings.dev'), undefined).settings.value).toBe(
    'a.settings.production',
  );
});

test('a package that takes over its development module', () => {
  const project = code({
    'a/settings/__init__.py': 'from .dev import *',
    'a/settings/dev.py': '',
    'a/settings/prod.py': body,
  });
  expect(findProductionSettings(project, named('a.settings'), undefined).settings.value).toBe('a.settings.prod');
});

test.each([
  ['nothing beside it', 'a.settings.local', {}],
  ['a name that says nothing', 'a.settings', { 'a/production.py': body }],
  ['production already', 'a.settings.prod', { 'a/settings/live.py': body, 'a/settings/production.py': body }],
  ['an empty package of that name', 'a.settings.local', { 'a/settings/production/__init__.py': '' }],
])('stays the same: %s', (_, module, texts) => {
  const project = code({ [`${module.replaceAll('.', '/')}.py`]: '', ...texts });
  expect(findProductionSettings(project, named(module), undefined).settings).toEqual(named(module));
});

test('a git-ignored development module gives way to production', () => {
  const project = code({ 'a/settings/__init__.py': '', 'a/settings/production.py': body });
  expect(findProductionSettings(project, named('a.settings.local'), undefined).settings.value).toBe(
    'a.settings.production',
  );
});

test('a module without a file is an error that lists those beside it', () => {
  const project = code({ 'a/settings/__init__.py': '', 'a/settings/staging_test.py': '', 'a/settings/helpers.py': '' });
  expect(problemOf(() => findProductionSettings(project, named('a.settings.local'), undefined))).toEqual({
    code: 'settings-file-missing',
    module: 'a.settings.local',
    namedAt: 'manage.py:9',
    candidates: ['a.settings.staging_test'],
  });
});

test('--settings wins, is checked where it can be, and may lie in an installed package', () => {
  const project = code({ 'a/__init__.py': '', 'a/settings.py': '', 'a/other.py': '' });
  expect(findProductionSettings(project, named('a.settings'), 'a.other').settings).toEqual({
    value: 'a.other',
    origin: { option: '--settings' },
  });
  expect(findProductionSettings(project, named('a.settings'), 'installed.settings').settings.value).toBe(
    'installed.settings',
  );
  expect(problemOf(() => findProductionSettings(project, named('a.settings'), 'a.nope')).code).toBe(
    'settings-file-missing',
  );
});

test('stages by name', () => {
  expect(['a.local', 'a.dev_settings', 'a.prod', 'a.test', 'a.common', 'a.settings', 'a.device'].map(stageOf)).toEqual([
    'development',
    'development',
    'production',
    'test',
    'shared',
    'unknown',
    'unknown',
  ]);
  expect(productionNames('a.settings_dev')).toContain('a.settings_production');
  expect(productionNames('a.settings')).toEqual([]);
});
