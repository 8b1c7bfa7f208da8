import { expect, test } from 'vitest';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { findStaticFiles } from '../../src/layout/static-files.ts';
import { code } from './project.ts';

function staticFiles(settings: string, base = '') {
  return findStaticFiles(settingsSources(code({ 'a/settings.py': settings, 'a/base.py': base }), 'a.settings'));
}

test('named in the list, or in one of several lists of another module', () => {
  const app = "'django.contrib.staticfiles'";
  expect(staticFiles(`INSTALLED_APPS = [\n  ${app},\n]`)).toEqual({
    value: true,
    origin: { file: 'a/settings.py', line: 2 },
  });
  expect(staticFiles('from .base import *', `DJANGO_APPS = (${app},)`)).toEqual({
    value: true,
    origin: { file: 'a/base.py', line: 1 },
  });
});

test.each(['django.contrib.staticfiles.apps.StaticFilesConfig', 'shop.apps.ShopStaticFilesConfig'])(
  'by its configuration, %s',
  (name) => {
    expect(staticFiles(`INSTALLED_APPS = ['${name}']`)).toMatchObject({ value: true });
  },
);

test('not named: no, and where the list is; a comment or a longer name does not count', () => {
  const settings = "INSTALLED_APPS = ['django.contrib.staticfiles.finders.X']  # django.contrib.staticfiles";
  expect(staticFiles(settings)).toMatchObject({ value: false, origin: { file: 'a/settings.py', line: 1 } });
  expect(staticFiles('DEBUG = True')).toMatchObject({ value: false, origin: 'default' });
});
