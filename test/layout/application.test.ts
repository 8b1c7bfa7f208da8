import { describe, expect, test } from 'vitest';
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

test('settings that name the ASGI application only have chosen', () => {
  const texts = {
    'a/settings.py': 'ASGI_APPLICATION = "a.asgi.application"',
    'a/wsgi.py': served,
    'a/asgi.py': served,
  };
  expect(applicationOf(texts).value.interface).toBe('asgi');
});

describe('decoys', () => {
  test.each([
    ["Celery's", 'from celery import Celery\napp = Celery()'],
    ["Flask's", 'from flask import Flask\napplication = Flask(__name__)'],
    ["a tile server's", 'import TileStache\napplication = TileStache.WSGITileServer("x")'],
    ["another framework's", 'from fastapi import FastAPI\napp = FastAPI()'],
  ])('%s wsgi.py is passed over, and that is said', (whose, text) => {
    const project = code({ 'a/settings.py': '', 'a/wsgi.py': text, 'a/asgi.py': served });
    const { application, considered } = findApplication(project, 'a.settings', [], []);
    expect(application.value).toEqual({ interface: 'asgi', module: 'a.asgi', callable: 'application' });
    expect(considered).toEqual([
      { fact: 'application', value: 'a.wsgi', origin: { file: 'a/wsgi.py' }, why: `it is ${whose}` },
    ]);
  });

  test('one that the settings name has no file', () => {
    const texts = { 'a/settings.py': 'WSGI_APPLICATION = "a.old.application"', 'a/wsgi.py': served };
    const project = code(texts);
    const { considered } = findApplication(project, 'a.settings', settingsSources(project, 'a.settings'), []);
    expect(considered).toMatchObject([{ value: 'a.old:application', why: 'its module has no file' }]);
  });
});

test('the only wsgi.py that serves these settings, wherever it lies; not one of another service', () => {
  const names = (module: string) => `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")\n${served}`;
  const texts = {
    'a/settings.py': '',
    'deploy/wsgi.py': names('a.settings'),
    'tiles/wsgi.py': names('tiles.settings'),
  };
  expect(applicationOf(texts)).toEqual({
    value: { interface: 'wsgi', module: 'deploy.wsgi', callable: 'application' },
    origin: { file: 'deploy/wsgi.py', line: 2 },
    why: 'the only wsgi.py that serves these settings',
  });
  expect(applicationOf({ ...texts, 'more/wsgi.py': names('a.settings') }).origin).toBe('default');
  const within = { 'a/settings/live.py': '', 'a/apps/main/wsgi.py': served, 'tiles/wsgi.py': served };
  expect(applicationOf(within, [], 'a.settings.live').value.module).toBe('a.apps.main.wsgi');
});

describe('channels', () => {
  const routing =
    'from channels.routing import ProtocolTypeRouter\napplication = ProtocolTypeRouter({"http": 1, "websocket": 2})';
  const settings = 'WSGI_APPLICATION = "a.wsgi.application"\nASGI_APPLICATION = "a.routing.application"';
  const texts = { 'a/settings.py': settings, 'a/wsgi.py': served, 'a/routing.py': routing };

  test('asgi.py goes before a routing that leaves it to others to set Django up', () => {
    const asgi =
      'from channels.routing import get_default_application\ndjango.setup()\napplication = get_default_application()';
    expect(applicationOf({ ...texts, 'a/asgi.py': asgi }, ['channels'])).toMatchObject({
      value: { interface: 'asgi', module: 'a.asgi' },
      origin: { file: 'a/asgi.py', line: 3 },
    });
  });

  test('without one, the routing is what starts: the image sets Django up', () => {
    expect(applicationOf(texts, ['channels'])).toMatchObject({
      value: { interface: 'asgi', module: 'a.routing' },
      origin: { file: 'a/settings.py', line: 2 },
    });
    const alone = { 'a/settings.py': 'ASGI_APPLICATION = "a.routing.application"', 'a/routing.py': routing };
    expect(applicationOf(alone, ['channels']).value.module).toBe('a.routing');
  });

  const daphne = 'daphne -p 9001 a.routing:application';

  test.each([
    { Procfile: `web: gunicorn a.wsgi\nsockets: ${daphne}\n` },
    { 'docker-compose.yml': `services:\n  web:\n    command: gunicorn a.wsgi\n  ws:\n    command: ${daphne}\n` },
    { 'compose.yaml': `services:\n  web:\n    command: python manage.py runserver\n  ws:\n    command: ${daphne}\n` },
    { 'ws/run.sh': `#!/bin/sh\n${daphne}\n`, 'site/run.sh': '#!/bin/sh\nuwsgi --module a.wsgi\n' },
    { Makefile: 'site: static\n\tuwsgi /etc/a.ini\n\nsockets:\n\tdaphne a.routing:channel_layer\n' },
  ])('WSGI stays where another process of the project serves them: %o', (more) => {
    expect(applicationOf({ ...texts, ...more }, ['channels']).value.module).toBe('a.wsgi');
  });

  test.each([
    { Procfile: `web: ${daphne}\n` },
    { 'docker-compose.yml': `services:\n  web:\n    command: ${daphne}\n` },
    {
      Procfile: 'web: gunicorn a.wsgi\nmodel: uvicorn ml.main:app\n',
      'ml/main.py': 'from fastapi import FastAPI\napp = FastAPI()',
    },
    { Procfile: 'web: gunicorn a.wsgi\nworker: celery -A a worker\n' },
    { Makefile: `serve:\n\t${daphne}\n` },
  ])('not so where none does: %o', (more) => {
    expect(applicationOf({ ...texts, ...more }, ['channels']).value.module).toBe('a.routing');
  });

  test('not so where no channels and no ASGI server is installed', () => {
    expect(applicationOf(texts).value.module).toBe('a.wsgi');
  });

  test.each(['a/asgi.py', 'a/routing.py'])(
    'what routes web sockets only, %s, is given the pages by the image',
    (file) => {
      const module = file.replace('/', '.').replace('.py', '');
      const files = {
        'a/settings.py': `WSGI_APPLICATION = "a.wsgi.application"\nASGI_APPLICATION = "${module}.application"`,
        'a/wsgi.py': served,
        [file]: 'application = ProtocolTypeRouter({"websocket": 2})',
      };
      expect(applicationOf(files, ['channels']).value).toMatchObject({ interface: 'asgi', module });
    },
  );

  test('an asgi.py that routes web sockets counts, also when the settings name WSGI only', () => {
    const files = {
      'a/settings.py': 'WSGI_APPLICATION = "a.wsgi.application"\nINSTALLED_APPS = ["daphne"]',
      'a/wsgi.py': served,
      'a/asgi.py': `import django\n${routing}`,
    };
    expect(applicationOf(files).value.module).toBe('a.asgi');
    const conditional = 'INSTALLED_APPS = [*(["daphne"] if os.getenv("X") else [])]\nif X:\n  A = ["channels"]\n';
    const settings = `WSGI_APPLICATION = "a.wsgi.application"\n${conditional}`;
    expect(applicationOf({ ...files, 'a/settings.py': settings }).value.module).toBe('a.wsgi');
    expect(applicationOf({ ...files, 'a/asgi.py': 'import django\napplication = 1' }).value.module).toBe('a.wsgi');
  });
});
