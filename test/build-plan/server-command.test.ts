import { describe, expect, it } from 'vitest';
import { extrasFor } from '../../src/build-plan/extras.ts';
import { serverCommand } from '../../src/build-plan/server-command.ts';
import type { Application, Layout } from '../../src/values/layout.ts';
import type { Server, Serving } from '../../src/values/server.ts';
import { dependenciesOf, layoutOf } from '../support/layouts.ts';

function served(server: Server, kind: Application['interface'], serving: Serving = { arguments: [] }): Layout {
  return layoutOf({
    server: { value: server, origin: 'default' },
    serving,
    application: { value: { interface: kind, module: `blog.${kind}`, callable: 'application' }, origin: 'default' },
  });
}

const line = (...of: Parameters<typeof served>): string => serverCommand(served(...of)).join(' ');

describe('the command', () => {
  it.each([
    ['gunicorn', 'wsgi', 'gunicorn -c /simple-deploy/gunicorn.conf.py blog.wsgi:application'],
    ['uvicorn', 'asgi', 'python -m simple_deploy serve uvicorn blog.asgi:application'],
    ['daphne', 'asgi', 'python -m simple_deploy serve daphne blog.asgi:application'],
    ['hypercorn', 'asgi', 'python -m simple_deploy serve hypercorn blog.asgi:application'],
    ['granian', 'asgi', 'python -m simple_deploy serve granian blog.asgi:application'],
    ['granian', 'wsgi', 'python -m simple_deploy serve granian-wsgi blog.wsgi:application'],
    ['uwsgi', 'wsgi', 'python -m simple_deploy serve uwsgi blog.wsgi:application'],
  ] as const)('of %s for %s', (server, kind, expected) => {
    expect(line(server, kind)).toBe(expected);
  });

  it("has the project's arguments last, where they win, and its file", () => {
    const serving = { arguments: ['--timeout', '120'], file: 'deploy/gunicorn.py' };
    expect(line('gunicorn', 'wsgi', serving)).toBe(
      'env SIMPLE_DEPLOY_GUNICORN_CONF=/project/deploy/gunicorn.py gunicorn -c /simple-deploy/gunicorn.conf.py --timeout 120 blog.wsgi:application',
    );
    expect(line('uwsgi', 'wsgi', { arguments: ['--harakiri', '20'], file: 'uwsgi.ini' })).toBe(
      'env SIMPLE_DEPLOY_UWSGI_INI=/project/uwsgi.ini python -m simple_deploy serve uwsgi blog.wsgi:application --harakiri 20',
    );
  });

  it('gives workers of uvicorn below gunicorn the application that logs', () => {
    expect(line('gunicorn', 'asgi', { arguments: ['-k', 'uvicorn_worker.UvicornWorker'] })).toBe(
      'env SIMPLE_DEPLOY_APPLICATION=blog.asgi:application gunicorn -c /simple-deploy/gunicorn.conf.py -k uvicorn_worker.UvicornWorker simple_deploy.served_asgi:application',
    );
  });

  it('is the process type web of the person', () => {
    const web = { value: { name: 'web', command: ['sh', '-c', 'exec x'] }, origin: { option: '--process' } } as const;
    expect(serverCommand(layoutOf({ processes: [web] }))).toEqual(['sh', '-c', 'exec x']);
  });
});

describe('the server is installed', () => {
  it.each([
    ['gunicorn', 'wsgi', ['gunicorn']],
    ['daphne', 'asgi', ['daphne']],
    ['granian', 'wsgi', ['granian']],
    ['uwsgi', 'wsgi', ['uwsgi']],
    ['gunicorn', 'asgi', ['gunicorn', 'uvicorn', 'httptools', 'uvloop', 'websockets']],
  ] as const)('%s for %s', (server, kind, expected) => {
    expect(extrasFor(served(server, kind))).toEqual([...expected, 'whitenoise']);
  });

  it('unless it comes with the project under another name', () => {
    const dependencies = dependenciesOf(['pyuwsgi']);
    expect(extrasFor({ ...served('uwsgi', 'wsgi'), dependencies })).toEqual(['whitenoise']);
  });
});
