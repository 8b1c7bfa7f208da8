import { describe, expect, test } from 'vitest';
import { findProductionSettings } from '../../src/layout/production-settings.ts';
import { problemOf } from '../support/problem-of.ts';
import { code } from './project.ts';

const named = (value: string) => ({ value, origin: { file: 'manage.py', line: 9 } });
const body = 'from .base import *\nDEBUG = False';

test('settings in a package for development stand beside those in one for production', () => {
  const project = code({ 'conf/dev/settings.py': body, 'conf/prod/settings.py': body });
  expect(findProductionSettings(project, named('conf.dev.settings'), undefined).settings.value).toBe(
    'conf.prod.settings',
  );
  const alone = code({ 'demo/settings.py': body, 'prod/settings.py': body });
  expect(findProductionSettings(alone, named('demo.settings'), undefined).settings.value).toBe('demo.settings');
});

describe('a module that does nothing but choose, for development when nothing is set', () => {
  const proxy =
    'import os\nif os.environ.get("STAGE", "dev") == "dev":\n    from a.develop.settings import *\nelse:\n    raise ValueError()\n';
  const common = {
    'a/common/settings.py': 'INSTALLED_APPS = []',
    'a/develop/settings.py': 'from a.common.settings import *',
  };
  const production = { 'a/production/settings.py': 'from a.common.settings import *\nDEBUG = False' };

  test('gives way to the settings for production that lie near', () => {
    const project = code({ ...common, ...production, 'a/proxy.py': proxy });
    expect(findProductionSettings(project, named('a.proxy'), undefined).settings).toMatchObject({
      value: 'a.production.settings',
      why: 'a.proxy takes over those for development; this one beside it is for production',
    });
  });

  test('is no such module when it sets what every project sets', () => {
    const project = code({ ...common, ...production, 'a/proxy.py': `INSTALLED_APPS = []\n${proxy}` });
    expect(findProductionSettings(project, named('a.proxy'), undefined).settings.value).toBe('a.proxy');
  });
});

test('a package that takes over base and then one for a stage is not left for the latter alone', () => {
  const parts = {
    'a/settings/__init__.py': 'from .base import *\nfrom .development import *',
    'a/settings/base.py': 'INSTALLED_APPS = []',
    'a/settings/development.py': 'DEBUG = True',
  };
  const alone = code({ ...parts, 'a/settings/production.py': 'DEBUG = False' });
  expect(findProductionSettings(alone, named('a.settings'), undefined).settings.value).toBe('a.settings');
  const whole = code({ ...parts, 'a/settings/production.py': 'from .base import *\nDEBUG = False' });
  expect(findProductionSettings(whole, named('a.settings'), undefined).settings.value).toBe('a.settings.production');
});

describe('what says how the site is served', () => {
  const uwsgi = (module: string) => ({
    'uwsgi.ini': `[uwsgi]\nmodule = a.wsgi\nenv = DJANGO_SETTINGS_MODULE=${module}\n`,
  });
  const modules = { 'a/settings/prod.py': 'DEBUG = False', 'a/settings/prod_docker.py': 'from .prod import *\nX = 1' };

  test('counts for more than manage.py when its settings build on those', () => {
    const project = code({ ...modules, ...uwsgi('a.settings.prod_docker') });
    expect(findProductionSettings(project, named('a.settings.prod'), undefined).settings).toMatchObject({
      value: 'a.settings.prod_docker',
      origin: { file: 'uwsgi.ini', line: 3 },
    });
    const other = code({ ...modules, 'a/settings/prod_docker.py': 'X = 1', ...uwsgi('a.settings.prod_docker') });
    expect(findProductionSettings(other, named('a.settings.prod'), undefined).settings.value).toBe('a.settings.prod');
  });

  const two = { 'a/settings.py': 'INSTALLED_APPS = []', 'a/settings_aws.py': 'INSTALLED_APPS = []' };
  const procfile = { Procfile: 'web: gunicorn --env DJANGO_SETTINGS_MODULE=a.settings_aws a.wsgi:application\n' };
  const wsgi = { 'a/wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.settings_aws")' };

  test('counts when wsgi.py says the same and the settings of manage.py tell no stage', () => {
    const both = code({ ...two, ...procfile, ...wsgi });
    expect(findProductionSettings(both, named('a.settings'), undefined).settings.value).toBe('a.settings_aws');
    const procfileAlone = findProductionSettings(code({ ...two, ...procfile }), named('a.settings'), undefined);
    expect(procfileAlone.settings.value).toBe('a.settings');
    expect(procfileAlone.problems).toMatchObject([{ code: 'settings-named-otherwise' }]);
  });
});

test('of a package that sets nothing itself, its one module for production is meant', () => {
  const stages = { 'conf/__init__.py': '', 'conf/common.py': 'INSTALLED_APPS = []', 'conf/dev.py': body };
  const texts = { ...stages, 'conf/prod.py': body, 'conf/staging.py': body };
  const found = findProductionSettings(code(texts), named('conf'), undefined);
  expect(found.settings).toMatchObject({
    value: 'conf.prod',
    origin: { file: 'conf/prod.py' },
    why: 'conf sets nothing itself; this one in it is for production',
  });
  const several = code({ ...texts, 'conf/prod_eu.py': body });
  expect(() => findProductionSettings(several, named('conf'), undefined)).toThrow('settings-several');
});

test('of a package that sets nothing itself, the module that the Dockerfile names is meant', () => {
  const texts = { 'conf/__init__.py': '', 'conf/base.py': body, 'conf/other.py': body, 'conf/test.py': body };
  const Dockerfile = 'FROM x\nENV DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-"conf.base"}\n';
  const found = (more: Readonly<Record<string, string>>) =>
    findProductionSettings(code({ ...texts, ...more }), named('conf'), undefined);
  expect(found({ Dockerfile }).settings).toMatchObject({ value: 'conf.base', origin: { file: 'Dockerfile', line: 2 } });
  const candidates = ['conf.base', 'conf.other'];
  expect(problemOf(() => found({}))).toMatchObject({ code: 'settings-several', candidates });
});

test('of a package that sets nothing itself, the only module that is not for tests is meant', () => {
  const texts = { 'conf/__init__.py': '', 'conf/base.py': body, 'conf/test.py': body };
  expect(findProductionSettings(code(texts), named('conf'), undefined).settings).toMatchObject({
    value: 'conf.base',
    why: 'conf sets nothing itself; this one in it is the only one that is not for tests',
  });
});

describe('what all stages share, where all beside it is for development and tests', () => {
  const base = 'INSTALLED_APPS = []\nDEBUG = False\nDATABASES = {}\n';
  const dev = 'from .base import *\nDEBUG = True';
  const others = { 'a/settings/dev.py': dev, 'a/settings/test.py': dev };
  const chosen = (texts: Readonly<Record<string, string>>) =>
    findProductionSettings(code({ ...others, ...texts }), named('a.settings.dev'), undefined).settings;

  test('is what runs in production when it is complete, with DEBUG off', () => {
    expect(chosen({ 'a/settings/base.py': base })).toEqual({
      value: 'a.settings.base',
      origin: { file: 'a/settings/base.py' },
      why: 'a.settings.dev is for development; this one beside it is complete, with DEBUG off, and the others are for development and tests',
    });
  });

  test.each([
    ['DEBUG by a variable', { 'a/settings/base.py': base.replace('False', 'env("DEBUG")') }],
    ['no DEBUG', { 'a/settings/base.py': base.replace('DEBUG = False', '') }],
    ['DEBUG twice', { 'a/settings/base.py': `DEBUG = True\nif X:\n  ${base.replaceAll('\n', '\n  ')}` }],
    ['no database', { 'a/settings/base.py': base.replace('DATABASES = {}', '') }],
    ['another that tells no stage', { 'a/settings/base.py': base, 'a/settings/docker.py': 'from .base import *' }],
  ])('is asked about: %s', (_, texts) => {
    expect(() => chosen(texts)).toThrow('settings-several');
  });
});

test('settings that a module of another name serves are named by the server', () => {
  const texts = { 'a/settings/prod.py': body, 'a/settings/stage.py': body, 'a/settings/base.py': '' };
  const served = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.settings.prod")\n';
  const project = code({
    ...texts,
    'a/heroku_wsgi.py': served,
    Procfile: 'web: gunicorn a.heroku_wsgi --log-file=-\n',
  });
  expect(findProductionSettings(project, named('local_settings'), undefined).settings).toEqual({
    value: 'a.settings.prod',
    origin: { file: 'a/heroku_wsgi.py', line: 2 },
    why: 'manage.py names local_settings, the server a.settings.prod',
  });
});

describe('a package that does nothing but hand on what all stages share', () => {
  const shared = (debug: string) => ({
    'a/settings/__init__.py': 'from .base import *\n',
    'a/settings/base.py': `INSTALLED_APPS = []\nDATABASES = {}\n${debug}\n`,
  });
  const chosen = (texts: Readonly<Record<string, string>>): string =>
    findProductionSettings(code(texts), named('a.settings'), undefined).settings.value;
  const dockerfile = { Dockerfile: 'FROM python\nENV DJANGO_SETTINGS_MODULE=a.settings.docker\n' };
  const more = {
    'a/settings/docker.py': 'from .base import *\nX = 1',
    'a/settings/staging.py': 'from .docker import *',
  };

  test('gives way to what the Dockerfile names and takes over the same', () => {
    expect(chosen({ ...shared('DEBUG = False'), ...more, ...dockerfile })).toBe('a.settings.docker');
    const production = { 'a/settings/production.py': 'from .docker import *\n' };
    expect(chosen({ ...shared('DEBUG = True'), ...more, ...production, ...dockerfile })).toBe('a.settings.docker');
    const apart = { ...more, 'a/settings/docker.py': 'X = 1' };
    expect(chosen({ ...shared('DEBUG = False'), ...apart, ...dockerfile })).toBe('a.settings');
    const own = { 'a/settings/__init__.py': 'from .base import *\nX = 2\n' };
    expect(chosen({ ...shared('DEBUG = False'), ...own, ...more, ...dockerfile })).toBe('a.settings');
  });

  test('with DEBUG written on, gives way to the module for production beside it', () => {
    const production = { 'a/settings/production.py': 'from .base import *\nX = 1' };
    expect(chosen({ ...shared('DEBUG = True'), ...production })).toBe('a.settings.production');
    expect(chosen({ ...shared('DEBUG = False'), ...production })).toBe('a.settings');
    expect(chosen({ ...shared('DEBUG = True'), ...more })).toBe('a.settings');
  });
});
