import { expect, test } from 'vitest';
import { findApplication } from '../../src/layout/application.ts';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { code } from './project.ts';

const served = 'application = get_wsgi_application()';

function applicationOf(
  texts: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
  module = 'a.settings',
) {
  const project = code(texts);
  return findApplication(
    project,
    module,
    settingsSources(project, module),
    packages.map((name) => ({ name })),
  ).application;
}

test('WSGI_APPLICATION, also when it comes from another module of the settings', () => {
  expect(
    applicationOf({
      'a/settings.py': 'from a.common import *',
      'a/common.py': '\nWSGI_APPLICATION = "b.serve.app"',
      'b/serve.py': '',
    }),
  ).toEqual({
    value: { interface: 'wsgi', module: 'b.serve', callable: 'app' },
    origin: { file: 'a/common.py', line: 2 },
  });
});

test.each([
  [[], 'wsgi'],
  [['daphne'], 'asgi'],
  [['channels'], 'asgi'],
])('both set, with the packages %j: %s', (packages, kind) => {
  const texts = {
    'a/settings.py': 'WSGI_APPLICATION = "a.wsgi.application"\nASGI_APPLICATION = "a.asgi.application"',
    'a/wsgi.py': served,
    'a/asgi.py': served,
  };
  expect(applicationOf(texts, packages).value.interface).toBe(kind);
});

test.each([
  [
    'beside the settings',
    { 'a/settings.py': '', 'a/wsgi.py': served },
    { interface: 'wsgi', module: 'a.wsgi', callable: 'application' },
  ],
  [
    'ASGI only',
    { 'a/settings.py': '', 'a/asgi.py': served },
    { interface: 'asgi', module: 'a.asgi', callable: 'application' },
  ],
  [
    'beside manage.py',
    { 'a/settings.py': '', 'wsgi.py': 'import django\napp = 1' },
    { interface: 'wsgi', module: 'wsgi', callable: 'app' },
  ],
  [
    'named, but gone',
    { 'a/settings.py': 'WSGI_APPLICATION = "a.old.application"', 'a/asgi.py': served },
    { interface: 'asgi', module: 'a.asgi', callable: 'application' },
  ],
  [
    "another service's",
    { 'a/settings.py': '', 'tiles/wsgi.py': served },
    { interface: 'wsgi', module: 'django.core.wsgi', callable: 'get_wsgi_application()' },
  ],
  [
    'one that serves nothing',
    { 'a/settings.py': '', 'a/wsgi.py': 'import os', 'a/asgi.py': served },
    { interface: 'asgi', module: 'a.asgi', callable: 'application' },
  ],
])('%s', (_, texts, value) => {
  expect(applicationOf(texts).value).toEqual(value);
});

test('beside a package of settings', () => {
  const texts = { 'a/settings/prod.py': '', 'a/wsgi.py': served };
  expect(applicationOf(texts, [], 'a.settings.prod').value.module).toBe('a.wsgi');
});
