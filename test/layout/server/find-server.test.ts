import { describe, expect, it } from 'vitest';
import { problemOf } from '../../support/problem-of.ts';
import { asgi, found, wsgi } from './found-server.ts';

describe('by the interface', () => {
  it('gunicorn for WSGI, uvicorn for ASGI', () => {
    expect(found(wsgi).server).toMatchObject({ value: 'gunicorn', origin: 'default' });
    expect(found(asgi).server).toMatchObject({ value: 'uvicorn', origin: 'default' });
  });
});

describe("by the project's own command", () => {
  it.each([
    ['Procfile', 'release: python manage.py migrate\nweb: daphne shop.asgi:application --http-timeout 20\n', 2],
    [
      'Dockerfile',
      'FROM python\nRUN pip install gunicorn\nCMD ["daphne", "--http-timeout", "20", "shop.asgi:application"]',
      3,
    ],
    ['site/Dockerfile', 'FROM python\nCMD daphne \\\n  --http-timeout 20 \\\n  shop.asgi:application', 2],
    ['docker-compose.yml', 'services:\n  web:\n    command: daphne --http-timeout 20 shop.asgi:application', 3],
    ['bin/start.sh', '#!/bin/sh\nset -e\nexec daphne --http-timeout 20 shop.asgi:application', 3],
  ])('in %s', (path, text, line) => {
    const { server, serving } = found(asgi, { [path]: text });
    expect(server).toMatchObject({ value: 'daphne', origin: { file: path, line } });
    expect(serving).toEqual({ arguments: ['--http-timeout', '20'] });
  });

  it('in a list of a compose file', () => {
    const texts = { 'compose.prod.yaml': 'services:\n  web:\n    command:\n      - daphne\n      - shop.asgi:app\n' };
    expect(found(asgi, texts).server.value).toBe('daphne');
  });

  it('not the names of services in a compose file', () => {
    const texts = { 'compose.yaml': 'services:\n  analyzer:\n    depends_on:\n      - daphne\n    image: x\n' };
    expect(found(asgi, texts).server.value).toBe('uvicorn');
    const command = `${texts['compose.yaml']}  web:\n    command: hypercorn shop.asgi:application\n`;
    expect(found(asgi, { 'compose.yaml': command }).server.value).toBe('hypercorn');
  });

  it('not one of another service, whose module lies beside it', () => {
    const texts = {
      'integrations/scan/run.sh': 'exec gunicorn app:app --threads 7\n',
      'integrations/scan/app.py': 'app = Flask(__name__)\n',
      'zz/run.sh': 'exec gunicorn shop.wsgi:application --threads 3\n',
    };
    const { server, serving, considered } = found(wsgi, texts);
    expect(server.origin).toEqual({ file: 'zz/run.sh', line: 1 });
    expect(serving.arguments).toEqual(['--threads', '3']);
    expect(considered).toMatchObject([{ why: 'it serves integrations/scan/app.py, which is not this site' }]);
  });

  it('not in those for development', () => {
    const texts = {
      'docker-compose.dev.yml': 'command: hypercorn shop.asgi:application',
      'local/Dockerfile': 'CMD daphne x',
    };
    expect(found(asgi, texts).server.value).toBe('uvicorn');
  });

  it('the Procfile before the Dockerfile, and that beside manage.py before others', () => {
    const texts = { Procfile: 'web: granian shop.wsgi:application', Dockerfile: 'CMD gunicorn shop.wsgi' };
    expect(found(wsgi, texts).server.value).toBe('granian');
    const nested = { 'other/Dockerfile': 'CMD granian x:y', 'site/Dockerfile': 'CMD uwsgi --ini uwsgi.ini' };
    expect(found(wsgi, nested).server.value).toBe('uwsgi');
  });

  it('one that cannot serve the application is passed over, with the reason', () => {
    const texts = { Procfile: 'web: gunicorn shop.wsgi', 'site/Dockerfile': 'CMD daphne shop.asgi:application' };
    const { server, considered } = found(asgi, texts);
    expect(server.value).toBe('daphne');
    expect(considered).toEqual([
      { fact: 'server', value: 'gunicorn', origin: { file: 'Procfile', line: 1 }, why: 'it does not serve ASGI' },
    ]);
  });

  it('of two in one script the one that names the application', () => {
    const text =
      '#!/bin/sh\ndaphne -p 8001 shop.asgi_ws:application &\ngunicorn -k uvicorn.workers.UvicornWorker shop.asgi:application\n';
    const { server } = found(asgi, { 'bin/start.sh': text });
    expect(server).toMatchObject({ value: 'gunicorn', origin: { file: 'bin/start.sh', line: 3 } });
    expect(found(asgi, { 'bin/start.sh': 'daphne backend.shop.asgi:application\n' }).server.value).toBe('daphne');
  });

  it('one for production before those for other stages', () => {
    const texts = {
      'compose/evaluation/start': 'exec uvicorn shop.asgi:application',
      'compose/production/start': 'exec hypercorn shop.asgi:application',
    };
    expect(found(asgi, texts).server.value).toBe('hypercorn');
  });

  it('gunicorn with workers of uvicorn serves ASGI', () => {
    const texts = { Procfile: 'web: gunicorn -k uvicorn.workers.UvicornWorker shop.asgi:application' };
    expect(found(asgi, texts)).toMatchObject({
      server: { value: 'gunicorn' },
      serving: { arguments: ['-k', 'uvicorn.workers.UvicornWorker'] },
    });
  });

  it('and no WSGI', () => {
    const texts = { Procfile: 'web: gunicorn -k uvicorn.workers.UvicornWorker shop.asgi:application' };
    expect(found(wsgi, texts)).toMatchObject({
      server: { value: 'gunicorn', origin: 'default' },
      serving: { arguments: [] },
    });
  });

  it('with its file of configuration, wherever the command says it lies', () => {
    const texts = { Dockerfile: 'CMD uwsgi --ini /code/deploy/uwsgi.ini', 'deploy/uwsgi.ini': '[uwsgi]' };
    expect(found(wsgi, texts).serving.file).toBe('deploy/uwsgi.ini');
    expect(found(wsgi, { Dockerfile: 'CMD gunicorn -c python:site.gunicorn x' }).serving.file).toBeUndefined();
  });

  it.each([
    ['COPY ops/live.py /etc/gunicorn/site.py', 'ops/live.py'],
    ['COPY --chown=app ["./ops/site.py", "/etc/gunicorn/"]', 'ops/site.py'],
    ['COPY ops /etc/gunicorn', 'ops/site.py'],
    ['COPY --from=build ops/live.py /etc/gunicorn/site.py', undefined],
    ['COPY ops/live.py /etc/gunicorn/', undefined],
  ])('with the file that the Dockerfile copies to where the command names it: %s', (copy, file) => {
    const Dockerfile = `FROM python\n${copy}\nCMD gunicorn -c /etc/gunicorn/site.py shop.wsgi:application`;
    const texts = { Dockerfile, 'ops/live.py': '', 'ops/site.py': '' };
    expect(found(wsgi, texts).serving.file).toBe(file);
  });
});

describe('in the place of one that is none of ours', () => {
  const why = 'in the place of waitress, which simple-deploy does not start';
  const line = 'waitress-serve --port=$PORT --threads 8 shop.wsgi:application';

  it.each([
    ['Procfile', `web: ${line}`, 1],
    ['Dockerfile', 'FROM python\nRUN pip install waitress\nCMD ["waitress-serve", "--port", "80", "shop.wsgi:app"]', 3],
    ['compose.yaml', `services:\n  web:\n    command: ${line}`, 3],
    ['site/start.sh', `#!/bin/sh\nexec python -m waitress ${line.slice(15)}`, 2],
    ['render.yaml', `services:\n  - type: web\n    startCommand: ${line}`, 3],
    ['site/package.json', `{\n"scripts": {\n"start": "${line}" } }`, 3],
  ])('in %s', (path, text, at) => {
    const { server, serving, considered } = found(wsgi, { [path]: text }, ['waitress']);
    expect(server).toEqual({ value: 'gunicorn', origin: { file: path, line: at }, why });
    expect(serving).toEqual({ arguments: [] });
    expect(considered).toMatchObject([{ value: 'waitress', why: 'simple-deploy does not start it' }]);
  });

  it('that a Python script of the project is', () => {
    const script = 'from waitress import serve\nfrom shop.wsgi import application\nserve(application)\n';
    const texts = { 'site/Procfile': 'web: python -u serve.py', 'site/serve.py': script };
    expect(found(wsgi, texts).server.why).toBe(why);
    const other = { ...texts, 'site/serve.py': '"""no import waitress"""\nimport waitress_of_ours\n' };
    expect(found(wsgi, other).server.origin).toBe('default');
    expect(found(wsgi, { 'site/Procfile': texts['site/Procfile'] }).server.origin).toBe('default');
  });

  it('but not before one of ours, whichever comes first', () => {
    const texts = { Procfile: `web: ${line}`, Dockerfile: 'CMD gunicorn --timeout 9 shop.wsgi' };
    const expected = {
      server: { value: 'gunicorn', origin: { file: 'Dockerfile', line: 1 }, why: "the project's own command" },
      serving: { arguments: ['--timeout', '9'] },
    };
    expect(found(wsgi, texts)).toMatchObject(expected);
    expect(found(wsgi, texts, [], 'gunicorn').serving).toEqual(expected.serving);
    expect(found(wsgi, { Procfile: `web: ${line}` }, ['granian']).server.value).toBe('granian');
  });

  it('which serves no ASGI', () => {
    const { server, considered } = found(asgi, { Procfile: `web: ${line}` });
    expect(server).toMatchObject({ value: 'uvicorn', origin: 'default' });
    expect(considered).toMatchObject([{ value: 'waitress', why: 'it does not serve ASGI' }]);
  });
});

describe('by what is required', () => {
  it.each([
    [asgi, ['daphne', 'channels'], 'daphne'],
    [asgi, ['hypercorn'], 'hypercorn'],
    [asgi, ['daphne', 'uvicorn'], 'uvicorn'],
    [asgi, ['gunicorn', 'channels'], 'uvicorn'],
    [wsgi, ['uwsgi'], 'uwsgi'],
    [wsgi, ['pyuwsgi'], 'uwsgi'],
    [wsgi, ['granian'], 'granian'],
    [wsgi, ['uwsgi', 'gunicorn'], 'gunicorn'],
    [wsgi, ['daphne'], 'gunicorn'],
  ] as const)('%o with %o: %s', (application, requirements, server) => {
    expect(found(application, {}, requirements).server.value).toBe(server);
  });

  it('uWSGI finds its file beside manage.py', () => {
    expect(found(wsgi, { 'site/uwsgi.ini': '[uwsgi]' }, ['uwsgi']).serving).toEqual({
      arguments: [],
      file: 'site/uwsgi.ini',
    });
  });
});

describe('by the person', () => {
  it('whatever else is there, with the arguments that the project has for it', () => {
    const texts = { Procfile: 'web: gunicorn --timeout 99 shop.wsgi', Dockerfile: 'CMD granian --backpressure 9 x:y' };
    expect(found(wsgi, texts, [], 'granian')).toMatchObject({
      server: { value: 'granian', origin: { option: '--server' } },
      serving: { arguments: ['--backpressure', '9'] },
    });
  });

  it.each([
    [asgi, 'gunicorn'],
    [asgi, 'uwsgi'],
    [wsgi, 'uvicorn'],
    [wsgi, 'daphne'],
  ] as const)('but not %o with %s', (application, server) => {
    expect(problemOf(() => found(application, {}, [], server))).toEqual({
      code: 'server-interface',
      server,
      interface: application.interface,
      application: `${application.module}:application`,
    });
  });
});
