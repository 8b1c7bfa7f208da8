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
  });
});
