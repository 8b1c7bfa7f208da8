import { describe, expect, test } from 'vitest';
import { findApplication } from '../../src/layout/application.ts';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { code } from './project.ts';

const texts = {
  'a/settings.py': 'WSGI_APPLICATION = "a.wsgi.application"\nASGI_APPLICATION = "a.routing.application"',
  'a/wsgi.py': 'application = get_wsgi_application()',
  'a/routing.py': 'application = ProtocolTypeRouter({"http": 1, "websocket": 2})',
};

function applicationWith(asgi: string) {
  const project = code({ ...texts, 'a/asgi.py': `import django\ndjango.setup()\n${asgi}` });
  const sources = settingsSources(project, 'a.settings');
  return findApplication(project, 'a.settings', sources, [{ name: 'channels' }]).application;
}

test('asgi.py may take in from the routing what it set Django up for', () => {
  expect(applicationWith('from .routing import application  # noqa')).toMatchObject({
    value: { interface: 'asgi', module: 'a.asgi', callable: 'application' },
    origin: { file: 'a/asgi.py', line: 3 },
  });
  expect(applicationWith('from .routing import router as application').value.module).toBe('a.asgi');
  expect(applicationWith('from .routing import application as router').value.module).toBe('a.routing');
});

test('asgi.py that nothing names, where the only server that people require serves ASGI alone', () => {
  const plain = {
    'a/settings.py': 'WSGI_APPLICATION = "a.wsgi.application"',
    'a/wsgi.py': 'application = get_wsgi_application()',
    'a/asgi.py': 'application = get_asgi_application()',
  };
  const served = (names: readonly string[], isAuthored = true, more: Readonly<Record<string, string>> = {}) => {
    const project = code({ ...plain, ...more });
    const required = names.map((name) => ({ name }));
    const sources = settingsSources(project, 'a.settings');
    const { application } = findApplication(project, 'a.settings', sources, required, isAuthored);
    return application.value.module;
  };
  expect(served(['django', 'uvicorn'])).toBe('a.asgi');
  expect(served(['django', 'uvicorn'], false)).toBe('a.wsgi');
  expect(served(['django', 'uvicorn', 'gunicorn'])).toBe('a.wsgi');
  expect(served(['django', 'granian'])).toBe('a.wsgi');
  expect(served(['django', 'uvicorn'], true, { Procfile: 'web: gunicorn a.wsgi\n' })).toBe('a.wsgi');
});

describe('asgi.py that nothing names', () => {
  const own = 'from uvicorn.workers import UvicornWorker as Base\n\n\nclass Worker(Base):\n    CONFIG_KWARGS = {}\n';
  const beside = own.replace(' as Base', '').replace('(Base)', '(UvicornWorker)');
  const served = (more: Readonly<Record<string, string>>, names = ['django', 'uvicorn', 'gunicorn']) => {
    const project = code({
      'a/settings.py': '',
      'a/wsgi.py': texts['a/wsgi.py'],
      'a/asgi.py': 'application = get_asgi_application()',
      ...more,
    });
    const requirements = names.map((name) => ({ name }));
    return findApplication(project, 'a.settings', settingsSources(project, 'a.settings'), requirements).application;
  };

  test.each(['a/uvicorn.py', 'a/uvicorn_worker.py', 'gunicorn_worker.py'])(
    'where a worker of uvicorn is made in %s',
    (file) => {
      expect(served({ [file]: beside })).toMatchObject({
        value: { interface: 'asgi', module: 'a.asgi' },
        why: `${file} makes a worker of uvicorn's; uvicorn is installed`,
      });
      expect(served({ [file]: own }).value.module).toBe('a.asgi');
    },
  );

  test.each([
    ['is elsewhere', { 'other/uvicorn.py': beside }],
    ['only takes it in', { 'a/uvicorn.py': 'from uvicorn.workers import UvicornWorker\n' }],
    [
      'is of another kind',
      { 'a/worker.py': 'from celery import Worker\n\n\nclass UvicornWorker(Worker):\n    pass\n' },
    ],
  ])('not where it %s', (_, more) => {
    expect(served(more).value.module).toBe('a.wsgi');
  });

  test('nor where no server for ASGI is installed', () => {
    expect(served({ 'a/uvicorn.py': beside }, ['django']).value.module).toBe('a.wsgi');
  });
});
