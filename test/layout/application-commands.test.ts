import { describe, expect, it } from 'vitest';
import { findApplication } from '../../src/layout/application.ts';
import { code } from './project.ts';

const wsgi = 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()';
const asgi = 'from django.core.asgi import get_asgi_application\napplication = get_asgi_application()';
const texts = { 'a/settings.py': '', 'a/wsgi.py': wsgi, 'a/asgi.py': asgi };
const found = (files: Readonly<Record<string, string>>) => {
  const project = code({ ...texts, ...files });
  return findApplication(project, 'a.settings', [project.source('a/settings.py')!], []);
};

describe("an ASGI application that the project's own command serves", () => {
  it.each([
    ['Procfile', 'release: x\nweb: gunicorn a.asgi:application -k uvicorn.workers.UvicornWorker\n', 2],
    ['Dockerfile', 'FROM python:3.13\nCMD ["daphne", "-b", "0.0.0.0", "a.asgi:application"]\n', 2],
    ['start.sh', '#!/bin/sh\nexec uvicorn a.asgi:application --host 0.0.0.0\n', 2],
  ])('counts, though the settings name none: %s', (file, text, line) => {
    const { application, considered } = found({ [file]: text });
    expect(application).toMatchObject({ value: { interface: 'asgi', module: 'a.asgi' }, origin: { file, line } });
    expect(considered).toMatchObject([{ value: 'a.wsgi:application' }]);
  });

  it('does not when it serves WSGI, or what has no file', () => {
    expect(found({ Procfile: 'web: gunicorn a.wsgi:application\n' }).application.value.module).toBe('a.wsgi');
    expect(found({ Procfile: 'web: uvicorn other.asgi:application\n' }).application.value.module).toBe('a.wsgi');
    expect(found({ Procfile: 'web: daphne a.asgi:channel_layer\n' }).application.value.module).toBe('a.wsgi');
  });
});

describe("a WSGI application that the project's own command serves", () => {
  const other = (settings: string) =>
    `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n${wsgi}`;
  const set = { 'a/settings.py': 'WSGI_APPLICATION = "a.wsgi.application"' };

  it.each([
    ['Procfile', 'web: newrelic-admin run-program gunicorn a.served --log-file=-\n'],
    ['Procfile', 'web: gunicorn -c gunicorn.conf.py a.served:application\n'],
    ['package.json', '{"scripts": {"build": "vite", "start": "gunicorn a.served:application"}}'],
    ['deploy/start.sh', 'exec gunicorn a.served\n'],
    [
      'deploy/systemd/web.service',
      'ExecStart=/srv/.venv/bin/granian --interface wsgi --port 8051 a.served:application\n',
    ],
    ['deploy/docker-compose.yml', 'command: bash -c "uwsgi --socket :8000 --wsgi-file /usr/local/site/a/served.py"\n'],
  ])('comes before the one that the settings name: %s', (file, text) => {
    const { application, considered } = found({ ...set, 'a/served.py': other('a.settings'), [file]: text });
    expect(application).toMatchObject({
      value: { interface: 'wsgi', module: 'a.served', callable: 'application' },
      origin: { file, line: 1 },
    });
    expect(considered).toMatchObject([{ value: 'a.wsgi:application' }]);
  });

  it('is the one that the configuration of gunicorn names', () => {
    const texts = {
      'a/served.py': other('a.settings'),
      'conf/gunicorn.py': 'workers = 3\nwsgi_app = "a.served:application"\n',
    };
    const command = { 'bin/run.sh': 'exec gunicorn --config conf/gunicorn.py\n' };
    expect(found({ ...set, ...texts, ...command }).application.value.module).toBe('a.served');
    const itself = { 'bin/run.sh': 'exec gunicorn --config conf/gunicorn.py a.wsgi\n' };
    expect(found({ ...set, ...texts, ...itself }).application.value.module).toBe('a.wsgi');
  });

  it('decides among several', () => {
    const several = {
      'a/wsgi.py': '',
      'a/asgi.py': '',
      'x/wsgi.py': other('a.settings'),
      'y/wsgi.py': other('a.settings'),
    };
    expect(found(several).application.value.module).toBe('django.core.wsgi');
    expect(found({ ...several, Dockerfile: 'CMD gunicorn y.wsgi' }).application.value.module).toBe('y.wsgi');
  });

  it.each([
    ['of other settings', { 'a/served.py': other('b.settings'), Procfile: 'web: gunicorn a.served' }],
    ["that is not Django's", { 'a/served.py': 'application = 1', Procfile: 'web: gunicorn a.served' }],
    ['without a file', { Procfile: 'web: gunicorn a.served' }],
    ['for development', { 'a/served.py': other('a.settings'), 'compose.dev.yml': 'command: gunicorn a.served' }],
    [
      'of a script for development',
      { 'a/served.py': other('a.settings'), 'package.json': '{"scripts": {"dev": "gunicorn a.served"}}' },
    ],
  ])('is none %s', (_, files) => {
    expect(found({ ...set, ...files }).application.value.module).toBe('a.wsgi');
  });
});
