import { describe, expect, test } from 'vitest';
import { programLacking } from '../../../src/layout/processes/program-lacking.ts';
import { shellCommand } from '../../../src/layout/processes/shell-line.ts';
import { project } from '../project.ts';
import { found } from './support.ts';

const celery = { 'shop/celery.py': 'from celery import Celery\napp = Celery("shop")\n' };

describe('a Procfile', () => {
  test('says what runs besides the server, with its lines; what the code shows is passed over then', () => {
    const text =
      'web: gunicorn shop.wsgi\n# worker: no\nCelery_Worker: celery -A shop worker\nclock: python clock.py\n';
    const { lines, processes, considered } = found({ ...celery, Procfile: text }, { requires: ['celery'] });
    expect(lines).toEqual(['celery-worker: sh -c exec celery -A shop worker', 'clock: sh -c exec python clock.py']);
    expect(processes.map(({ origin }) => origin)).toEqual([
      { file: 'Procfile', line: 3 },
      { file: 'Procfile', line: 4 },
    ]);
    expect(considered.map(({ value, why }) => [value, why])).toEqual([
      ['web: gunicorn shop.wsgi', expect.stringContaining('--process')],
      ['worker: celery -A shop.celery:app worker --loglevel INFO', 'the Procfile says what runs'],
    ]);
  });

  test('with the server alone leaves what the code shows', () => {
    expect(found({ ...celery, Procfile: 'web: gunicorn shop.wsgi\n' }, { requires: ['celery'] }).lines).toHaveLength(1);
  });

  test('above a nested project: its lines run where it lies', () => {
    const text = 'worker: cd backend && celery -A shop worker\nrelease: python backend/manage.py seed\n';
    const nested = found({ Procfile: text }, { folder: 'backend/' });
    expect(nested.lines).toEqual(['worker: sh -c cd /project && cd backend && exec celery -A shop worker']);
    expect(nested.release).toEqual(['cd /project && python backend/manage.py seed']);
    const beside = found({ 'backend/Procfile': 'worker: celery -A shop worker\n' }, { folder: 'backend/' });
    expect(beside.lines).toEqual(['worker: sh -c exec celery -A shop worker']);
  });

  test('a server by another name than web is the one that simple-deploy starts itself', () => {
    const line = 'web-live: python manage.py migrate && ./bin/gunicorn -b 0.0.0.0:${PORT} shop.wsgi';
    const { lines, considered } = found({ Procfile: `${line}\nlive: daphne -p 9001 shop.asgi:application\n` });
    expect(lines).toEqual(['live: sh -c exec daphne -p 9001 shop.asgi:application']);
    expect(considered).toMatchObject([{ value: line, why: expect.stringContaining('--process "web=…"') }]);
  });

  test.each([
    ['front: bin/boot', 'bin/boot'],
    ['front: cd backend && PORT=1 exec ./bin/boot --all', './bin/boot'],
    ['front: sh ops/boot.sh', 'ops/boot.sh'],
  ])('what runs a file that is not there is passed over: %s', (line, program) => {
    const { lines, considered } = found({ Procfile: `${line}\n`, 'bin/other': '' });
    expect(lines).toEqual([]);
    expect(considered).toMatchObject([{ value: line, why: `${program} is not in the project` }]);
  });

  test.each([
    'front: bin/boot',
    'front: cd backend && ./run.sh',
    'front: sh ops/boot.sh',
    'worker: venv/bin/celery -A shop worker',
    'front: cd $HOME && bin/there',
    'front: ../bin/there',
  ])('what runs one that is there, or may be, stays: %s', (line) => {
    const texts = { 'bin/boot': '', 'backend/run.sh': '', 'ops/boot.sh': '' };
    expect(found({ Procfile: `${line}\n`, ...texts }).lines).toHaveLength(1);
  });

  test('what lies behind a link may be there', () => {
    const entry = (path: string) => (path === 'linked' ? { path, kind: 'symlink' as const } : undefined);
    const files = { ...project({}), entry };
    expect(programLacking(files, '.', 'linked/bin/there')).toBeUndefined();
    expect(programLacking(files, '.', 'other/bin/there')).toBe('other/bin/there');
  });

  test.each([
    'css: npm run watch',
    'css: ./node_modules/.bin/sass --watch',
    'dev: python manage.py runserver',
    'db: redis-server',
    'assets: make watch',
  ])('of a developer: %s is passed over', (line) => {
    const { lines, considered } = found({ Procfile: `${line}\n` });
    expect(lines).toEqual([]);
    expect(considered[0]).toMatchObject({ value: line, origin: { file: 'Procfile', line: 1 } });
  });
});

describe('a line that runs once and ends', () => {
  const commands = {
    'shop/management/commands/clear_orders.py':
      'class Command(BaseCommand):\n  def handle(self):\n    Order.objects.all().delete()\n',
    'shop/management/commands/mail.py': 'class Command(BaseCommand):\n  def handle(self):\n    send()\n',
    'shop/management/commands/sync_worker.py': 'class Command(BaseCommand):\n  def handle(self):\n    send()\n',
    'shop/management/commands/update_prices.py':
      'class Command(BaseCommand):\n  def handle(self):\n    while True:\n      once()\n',
  };
  const read = (line: string) => found({ ...commands, 'bin/seeds.sh': '', 'bin/x.sh': '', Procfile: `${line}\n` });

  test.each([
    ['migrate: python manage.py migrate', 'manage.py migrate ends when its work is done, and each release migrates'],
    [
      'index: cd shop && python manage.py update_index -v 2',
      `manage.py update_index ends when its work is done: simple-deploy run -- sh -c 'cd shop && python manage.py update_index -v 2'`,
    ],
    [
      'nightly: ./manage.py --settings=a.b clear_orders',
      'manage.py clear_orders ends when its work is done: simple-deploy run -- ./manage.py --settings=a.b clear_orders',
    ],
    ['seed: ./bin/seed.sh', 'its name says that it is done once: simple-deploy run -- ./bin/seed.sh'],
    ['seed-users: ./bin/users.sh', 'its name says that it is done once: simple-deploy run -- ./bin/users.sh'],
    ['init_db: python init.py', 'its name says that it is done once: simple-deploy run -- python init.py'],
  ])('%s is no process; the reason says what runs it', (line, why) => {
    const { lines, considered } = read(line);
    expect(lines).toEqual([]);
    expect(considered).toEqual([{ fact: 'processes', value: line, origin: { file: 'Procfile', line: 1 }, why }]);
  });

  test('above a nested project: it is run from where the Procfile lies', () => {
    const { considered } = found({ Procfile: 'seed: python backend/seed.py\n' }, { folder: 'backend/' });
    expect(considered[0]?.why).toMatch(/: simple-deploy run -- sh -c .cd \/project && python backend\/seed\.py.$/);
  });

  test.each([
    'migrate: python manage.py migrate && celery -A shop worker',
    'seed: celery -A shop worker -Q seeds',
    'seed-worker: ./bin/seeds.sh',
    'index: while true; do python manage.py update_index; sleep 60; done',
    'index: python manage.py update_index & python clock.py',
    'jobs: python manage.py update_prices',
    'jobs: python manage.py mail',
    'jobs: python manage.py sync_worker',
    'jobs: python manage.py jobs',
    'jobs: python jobs.py',
    'initial: ./bin/x.sh',
  ])('%s stays', (line) => {
    expect(read(line).lines).toHaveLength(1);
  });

  test('leaves what the code shows, when there is no other; --process takes one all the same', () => {
    const Procfile = 'seed: ./bin/seed.sh\n';
    expect(found({ ...celery, Procfile }, { requires: ['celery'] }).lines).toEqual([
      'worker: celery -A shop.celery:app worker --loglevel INFO',
    ]);
    expect(found({ Procfile }, { processes: { seed: './bin/seed.sh' } }).lines).toHaveLength(1);
  });
});

describe('a line for a shell', () => {
  test.each([
    ['celery -A x worker', 'exec celery -A x worker'],
    ['REMAP=1 NAME="a b" celery worker', 'REMAP=1 NAME="a b" exec celery worker'],
    ['cd app && python x.py', 'cd app && exec python x.py'],
    ['export A=1; python x.py --port $PORT', 'export A=1; exec python x.py --port $PORT'],
    ['a | b', 'a | b'],
    ['a & b', 'a & b'],
    ['a || b', 'a || b'],
    ['exec a', 'exec a'],
    ['python -c "import a; b()"', 'python -c "import a; b()"'],
    ['(a; b)', '(a; b)'],
  ])('%s', (line, wanted) => {
    expect(shellCommand(line)).toEqual(['sh', '-c', wanted]);
  });

  test('in a folder whose name has a space', () => {
    expect(shellCommand('a', "/project/it's here")).toEqual([
      'sh',
      '-c',
      String.raw`cd '/project/it'\''s here' && exec a`,
    ]);
  });
});

test('--process adds, replaces and removes', () => {
  const Procfile = 'worker: celery worker\nclock: python clock.py\n';
  const processes = { clock: '', worker: 'python manage.py jobs', mail: 'python mail.py' };
  const { lines, processes: facts } = found({ Procfile }, { processes });
  expect(lines).toEqual(['worker: sh -c exec python manage.py jobs', 'mail: sh -c exec python mail.py']);
  expect(facts[0]?.origin).toEqual({ option: '--process' });
});
