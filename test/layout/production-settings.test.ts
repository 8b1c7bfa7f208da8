import { describe, expect, test } from 'vitest';
import { findProductionSettings } from '../../src/layout/production-settings.ts';
import { code } from './project.ts';
import { problemOf } from '../support/problem-of.ts';

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
  expect(findProductionSettings(project, named('a.settings'), undefined).settings).toMatchObject({
    value: 'a.settings.prod',
    why: 'a.settings takes over those for development; this one beside it is for production',
  });
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
  const project = code({
    'a/settings/__init__.py': '',
    'a/settings/staging_test.py': 'DEBUG = False\n',
    'a/settings/test.py': '# nothing\n',
    'a/settings/helpers.py': '',
  });
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

const VARIABLE = 'DJANGO_SETTINGS_MODULE';
const find = (texts: Readonly<Record<string, string>>, module: string) =>
  findProductionSettings(code({ [`${module.replaceAll('.', '/')}.py`]: body, ...texts }), named(module), undefined);

test.each([
  ['all words of it replaced', 'a.settings.dev_local', 'a/settings/production.py', 'a.settings.production'],
  ['tests by default', 'a.settings.test', 'a/settings/prod.py', 'a.settings.prod'],
  [
    'the only one that says production',
    'a.settings.local',
    'a/settings/heroku_production.py',
    'a.settings.heroku_production',
  ],
  [
    'the only one in a package of that name',
    'a.settings.local',
    'a/settings/production/site1.py',
    'a.settings.production.site1',
  ],
])('%s', (_, module, file, chosen) => {
  expect(find({ [file]: body }, module).settings.value).toBe(chosen);
});

test('of two for production the one that takes over the other', () => {
  const texts = { 'a/settings/prod.py': 'from .base import *', 'a/settings/production.py': 'from .prod import *' };
  expect(find(texts, 'a.settings.local').settings.value).toBe('a.settings.production');
});

test('a module of tasks beside settings.py is no settings', () => {
  expect(find({ 'a/deploy.py': 'import fabric' }, 'a.settings_dev').settings.value).toBe('a.settings_dev');
});

describe('several for production', () => {
  const several = {
    'a/settings/production/__init__.py': '',
    'a/settings/production/base.py': body,
    'a/settings/production/staging.py': body,
    'a/settings/production/site1.py': body,
    'a/settings/production/site2.py': body,
  };
  const candidates = ['a.settings.production.site1', 'a.settings.production.site2'];

  test('are asked for', () => {
    expect(problemOf(() => find(several, 'a.settings.local'))).toEqual({
      code: 'settings-several',
      module: 'a.settings.local',
      namedAt: 'manage.py:9',
      candidates,
    });
  });

  test('the one that a compose file names is meant, over a default of wsgi.py; that is said', () => {
    const { settings, problems, considered } = find(
      {
        ...several,
        'compose.yml': `services:\n  web:\n    environment:\n      ${VARIABLE}: a.settings.production.site2`,
        'a/wsgi.py': `os.environ.setdefault("${VARIABLE}", "a.settings.production.site1")`,
      },
      'a.settings.local',
    );
    expect(settings).toEqual({
      value: 'a.settings.production.site2',
      origin: { file: 'compose.yml', line: 4 },
      why: 'of 2 for production, the one that is named here',
    });
    expect(problems).toMatchObject([
      { code: 'settings-named-otherwise', others: [{ module: 'a.settings.production.site1', where: 'a/wsgi.py:1' }] },
    ]);
    expect(considered.map(({ value }) => value)).toEqual(['a.settings.local', 'a.settings.production.site1']);
  });

  test('two files that name different ones leave it open', () => {
    const texts = {
      ...several,
      'compose.yml': `${VARIABLE}: a.settings.production.site2`,
      Dockerfile: `ENV ${VARIABLE}=a.settings.production.site1`,
    };
    expect(problemOf(() => find(texts, 'a.settings.local')).code).toBe('settings-several');
  });
});

describe('no name says production', () => {
  const docker = { 'a/settings/docker.py': 'from .base import *', 'a/settings/base.py': 'DEBUG = False' };

  test('beside settings for development, others are asked for', () => {
    expect(problemOf(() => find(docker, 'a.settings.local'))).toMatchObject({
      code: 'settings-several',
      candidates: ['a.settings.docker', 'a.settings.base', 'a.settings.local'],
    });
  });

  test('what all stages share is asked for, unless a Dockerfile names those for development', () => {
    const base = { 'a/settings/base.py': 'DEBUG = False', 'a/settings/test.py': body };
    expect(problemOf(() => find(base, 'a.settings.dev'))).toMatchObject({
      candidates: ['a.settings.base', 'a.settings.dev'],
    });
    const byFile = { ...base, Dockerfile: `ENV ${VARIABLE}=a.settings.dev` };
    expect(find(byFile, 'a.settings.dev').settings.value).toBe('a.settings.dev');
    const byCompose = { ...base, 'compose.yml': `${VARIABLE}: a.settings.dev` };
    expect(problemOf(() => find(byCompose, 'a.settings.dev')).code).toBe('settings-several');
  });

  test('those that a Dockerfile or the server names are taken instead', () => {
    const byFile = { ...docker, Dockerfile: `ENV ${VARIABLE}=a.settings.docker` };
    expect(find(byFile, 'a.settings.local').settings).toMatchObject({
      value: 'a.settings.docker',
      origin: { file: 'Dockerfile', line: 1 },
    });
    const byServer = { ...docker, 'a/wsgi.py': `os.environ["${VARIABLE}"] = "a.settings.docker"` };
    expect(find(byServer, 'a.settings.local').settings.value).toBe('a.settings.docker');
  });

  test('settings that say nothing stay; a Dockerfile that names production ones does not', () => {
    expect(find({ ...docker, Dockerfile: `ENV ${VARIABLE}=a.settings.docker` }, 'a.conf').settings.value).toBe(
      'a.conf',
    );
    const live = { 'a/live.py': body, Dockerfile: `ENV ${VARIABLE}=a.live` };
    expect(find(live, 'a.conf').settings).toMatchObject({ value: 'a.live', origin: { file: 'Dockerfile', line: 1 } });
  });
});

test('a witness that names what has no file, or other settings, is told about', () => {
  const { settings, problems } = find(
    { 'a/asgi.py': `os.environ.setdefault("${VARIABLE}", "old.settings")` },
    'a.settings',
  );
  expect(settings).toEqual(named('a.settings'));
  expect(problems).toEqual([
    {
      code: 'settings-named-otherwise',
      chosen: 'a.settings',
      others: [{ module: 'old.settings', where: 'a/asgi.py:1', exists: false }],
    },
  ]);
});

test('another branch of manage.py that says production goes before names', () => {
  const branches = [{ fact: 'settingsModule', value: 'a.production', origin: { file: 'manage.py', line: 3 }, why: '' }];
  const project = code({ 'a/settings.py': body, 'a/production.py': body });
  expect(findProductionSettings(project, named('a.settings'), undefined, branches).settings).toEqual({
    value: 'a.production',
    origin: { file: 'manage.py', line: 3 },
    why: 'manage.py names a.settings, in another branch a.production',
  });
});
