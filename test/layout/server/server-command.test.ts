import { expect, it } from 'vitest';
import { serverCommand } from '../../../src/layout/server/server-command.ts';

it.each([
  ['gunicorn shop.wsgi', 'gunicorn'],
  ['exec gunicorn shop.wsgi:application --bind 0.0.0.0:$PORT', 'gunicorn'],
  ['python manage.py migrate && uv run --no-dev daphne -b 0.0.0.0 shop.asgi:application', 'daphne'],
  ['newrelic-admin run-program /venv/bin/uvicorn shop.asgi:application', 'uvicorn'],
  ['DEBUG=0 python3 -m hypercorn shop.asgi:application', 'hypercorn'],
  ['sh -c "granian --interface wsgi shop.wsgi:application"', 'granian'],
  ['exec bash -lc "uwsgi --module shop.wsgi"', 'uwsgi'],
  ['./wait-for-postgres.sh ${DB_HOST} shop daphne -b 0.0.0.0 shop.asgi:application', 'daphne'],
  ['wait-for-it db:5432 -- gunicorn shop.wsgi', 'gunicorn'],
  ['doppler run gunicorn shop.wsgi:application', 'gunicorn'],
  ['dbready db:5432 -- gunicorn shop.wsgi', 'gunicorn'],
  ['/opt/wait db gunicorn', undefined],
  ['./manage-servers.sh restart gunicorn', undefined],
  ['pkill -f gunicorn shop.wsgi:application', undefined],
  ['echo -- gunicorn', undefined],
  ['sh -c "echo granian"', undefined],
  ['sh -c granian --interface wsgi shop.wsgi:application', 'granian'],
  ['pip install gunicorn', undefined],
  ['echo starting gunicorn', undefined],
  ['COPY gunicorn.conf.py /', undefined],
  ['supervisorctl restart gunicorn', undefined],
  ['celery -A shop worker', undefined],
  ['python manage.py runserver', undefined],
])('%s starts %s', (line, server) => {
  expect(serverCommand(line)?.server).toBe(server);
});

it.each([
  ['waitress-serve --listen=*:8000 shop.wsgi:application', 'waitress', 'shop.wsgi:application'],
  ['uv run waitress-serve --call shop.wsgi:make', 'waitress', undefined],
  ['python -m waitress shop.wsgi:application', 'waitress', 'shop.wsgi:application'],
  ['./wait-for-db.sh waitress-serve shop.wsgi:app', 'waitress', 'shop.wsgi:app'],
  ['mod_wsgi-express start-server --port 8000 shop/wsgi.py', 'mod_wsgi', 'shop/wsgi.py'],
  ['exec cherryd --import=shop.web', 'CherryPy', undefined],
  ['twist web --listen tcp:8000 --wsgi=shop.wsgi.application', 'Twisted', 'shop.wsgi:application'],
  ['unitd --no-daemon', 'NGINX Unit', undefined],
])('%s starts %s, in whose place gunicorn does', (line, instead, application) => {
  expect(serverCommand(line)).toEqual({
    server: 'gunicorn',
    instead,
    arguments: [],
    ...(application !== undefined && { application }),
  });
});

it.each(['pip install waitress', 'echo waitress', 'twist web --path .', 'supervisorctl restart waitress'])(
  '%s starts none',
  (line) => {
    expect(serverCommand(line)).toBeUndefined();
  },
);

it.each([
  ['uwsgi --socket :8000 --wsgi-file /srv/shop/wsgi.py', '/srv/shop/wsgi.py'],
  ['uwsgi --http :8000 --module shop.wsgi:app', 'shop.wsgi:app'],
  ['uwsgi -w shop.wsgi', 'shop.wsgi'],
])('%s serves %s', (line, application) => {
  expect(serverCommand(line)?.application).toBe(application);
});

it('keeps how it serves, and leaves out where, what it logs, as whom, and how many', () => {
  const line =
    'gunicorn --bind 0.0.0.0:8000 -w 4 --workers=4 -k gevent --timeout=120 --threads 8 --preload --user www --log-file - shop.wsgi:application';
  expect(serverCommand(line)).toEqual({
    server: 'gunicorn',
    arguments: ['-k', 'gevent', '--timeout', '120', '--threads', '8', '--preload'],
    application: 'shop.wsgi:application',
  });
});

it('leaves out what only a shell knows', () => {
  expect(serverCommand('gunicorn --timeout ${TIMEOUT:-30} --threads $THREADS shop.wsgi')?.arguments).toEqual([]);
  expect(serverCommand('uwsgi --buffer-size="${SIZE:-8192}" --harakiri="20"')?.arguments).toEqual(['--harakiri', '20']);
});

it('finds the file of configuration', () => {
  expect(serverCommand('gunicorn -c deploy/gunicorn.py shop.wsgi')?.file).toBe('deploy/gunicorn.py');
  expect(serverCommand('uwsgi --ini /code/uwsgi.ini --threads 2')).toEqual({
    server: 'uwsgi',
    arguments: ['--threads', '2'],
    file: '/code/uwsgi.ini',
  });
  expect(serverCommand('uwsgi deploy/uwsgi.ini')?.file).toBe('deploy/uwsgi.ini');
});
