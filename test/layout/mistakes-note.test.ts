import { expect, test } from 'vitest';
import { examine } from '../../src/layout/examine.ts';
import { findProductionSettings } from '../../src/layout/production-settings.ts';
import { code, managePy, project } from './project.ts';

const settings = 'INSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nDATABASES = {}\nSECRET_KEY = "x"\n';

test('lines of the settings that fail whatever is set are told, with their place', () => {
  const line = 'import os\nBASE_DIR = os.path.dirname(__file__)\nSTATIC_ROOT = BASE_DIR/"static"\n';
  const files = { 'manage.py': managePy('shop.settings'), 'shop/settings.py': line + settings };
  const { facts } = examine(project({ ...files, 'requirements.txt': 'Django==5.2\n' }), {});
  expect(facts.problems.filter(({ code: each }) => each === 'settings-failing')).toEqual([
    {
      code: 'settings-failing',
      lines: [{ text: 'BASE_DIR/"static"', where: 'shop/settings.py:3', kind: 'text-divided' }],
    },
  ]);
});

const named = { value: 'a.settings.local', origin: { file: 'manage.py', line: 9 } };
const failing = 'import os\nfrom .base import *\nDATABASES = {"default": {"NAME": os.env["NAME"]}}\n';
const chosen = (texts: Readonly<Record<string, string>>) => {
  const files = { 'a/settings/base.py': settings, 'a/settings/local.py': 'from .base import *\n', ...texts };
  return findProductionSettings(code(files), named, undefined);
};

test('settings for production that cannot be loaded are nobody’s: what the Dockerfile names is taken', () => {
  const dockerfile = 'FROM python:3.12\nENV DJANGO_SETTINGS_MODULE=a.settings.docker\n';
  const texts = { 'a/settings/production.py': failing, 'a/settings/docker.py': 'from .base import *\n' };
  const { settings: taken, considered } = chosen({ ...texts, Dockerfile: dockerfile });
  expect(taken.value).toBe('a.settings.docker');
  expect(considered).toContainEqual({
    fact: 'productionSettingsModule',
    value: 'a.settings.production',
    origin: { file: 'a/settings/production.py', line: 3 },
    why: 'it fails whatever is set: os.env',
  });
});

test.each([
  ['the other for production is taken', { 'a/settings/prod.py': 'from .base import *\n' }, 'a.settings.prod'],
  ['without another it is taken all the same, with its note', {}, 'a.settings.production'],
])('%s', (_, texts, expected) => {
  expect(chosen({ 'a/settings/production.py': failing, ...texts }).settings.value).toBe(expected);
});

test('settings for production that say nothing wrong are taken', () => {
  const text = 'import os\nfrom .base import *\nA = os.environ["A"], os.getenv("B"), os.environ.get("C")[0]\n';
  expect(chosen({ 'a/settings/production.py': text }).settings.value).toBe('a.settings.production');
});
