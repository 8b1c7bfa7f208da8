import { describe, expect, test } from 'vitest';
import { found } from './support.ts';

const render = `databases:
  - name: shop-db
services:
  # The site
  - type: web
    name: shop
    runtime: python
    startCommand: gunicorn shop.wsgi
  - type: worker
    name: shop-celery
    runtime: python
    envVars:
      - key: name
        value: other
      - key: startCommand
        value: "no"
# what it runs
    startCommand: "celery -A shop worker"   # tasks
  #- type: worker
  #  startCommand: celery -A shop beat
  - name: shop-bot
    startCommand: |
      export BOT=1
      cd bots && \\
        python bot.py
    type: worker
  - type: pserv
    name: shop-search
    startCommand: ./search
`;
const celery = { 'shop/celery.py': 'from celery import Celery\napp = Celery("shop")\n' };

/** A file of one service behind the site. */
const blueprint = (...lines: string[]): string =>
  `services:\n- type: web\n  name: web\n  startCommand: gunicorn x\n- ${lines.join('\n  ')}\n`;

describe('render.yaml', () => {
  test('says what runs besides the server, before the code and behind a Procfile', () => {
    const { lines, processes, considered } = found({ ...celery, 'render.yaml': render }, { requires: ['celery'] });
    expect(lines).toEqual([
      'celery: sh -c exec celery -A shop worker',
      'bot: sh -c export BOT=1; cd bots && exec python bot.py',
    ]);
    expect(processes.map(({ origin }) => origin)).toEqual([
      { file: 'render.yaml', line: 18 },
      { file: 'render.yaml', line: 22 },
    ]);
    expect(considered).toMatchObject([
      { value: 'worker: celery -A shop.celery:app worker --loglevel INFO', why: 'render.yaml says what runs' },
    ]);
    const both = found({ Procfile: 'jobs: python jobs.py\n', 'render.yaml': render });
    expect(both.lines).toEqual(['jobs: sh -c exec python jobs.py']);
    expect(both.considered.map(({ why }) => why)).toEqual([
      'the Procfile says what runs',
      'the Procfile says what runs',
    ]);
  });

  test('without a worker leaves what the code shows', () => {
    const text = blueprint('type: worker', 'name: other', 'runtime: image');
    expect(found({ ...celery, 'render.yaml': text }, { requires: ['celery'] }).lines).toHaveLength(1);
  });

  test.each([
    ['type: cron', 'name: nightly', 'schedule: "0 3 * * *"', 'startCommand: python manage.py nightly'],
    ['schedule: 0 3 * * *', 'name: nightly', 'type: cron', 'startCommand: >-', '  python manage.py', '  nightly'],
  ])('what is run by the clock is none that stays: %s', (...lines) => {
    const text = blueprint(...lines);
    const { lines: run, considered } = found({ 'render.yml': text });
    expect(run).toEqual([]);
    expect(considered).toMatchObject([
      {
        value: 'nightly: python manage.py nightly',
        origin: { file: 'render.yml' },
        why: 'it is run by the clock (0 3 * * *): simple-deploy run -- python manage.py nightly',
      },
    ]);
  });

  test.each([
    [['runtime: node', 'startCommand: ./bot'], 'it runs on node'],
    [['rootDir: bots', 'startCommand: python bot.py'], 'it runs in bots, which is another service'],
    [['startCommand: python manage.py migrate'], expect.stringContaining('ends when its work is done')],
    [['startCommand: npm run watch'], 'npm is a tool of development'],
  ])('a worker that is none of ours: %o', (lines, why) => {
    const text = blueprint('type: worker', 'name: bot', ...lines);
    const { lines: run, considered } = found({ 'render.yaml': text }, { folder: 'backend/' });
    expect(run).toEqual([]);
    expect(considered).toMatchObject([{ fact: 'processes', why }]);
  });

  test('in the folder that it names, and at the top without', () => {
    const run = (...lines: string[]) =>
      found({ 'render.yaml': blueprint('type: worker', ...lines) }, { folder: 'backend/' }).lines;
    const command = 'startCommand: celery -A shop worker';
    expect(run('name: web-tasks', 'rootDir: ./backend', command)).toEqual(['tasks: sh -c exec celery -A shop worker']);
    const ofImage = (line: string) => run('name: queue', 'env: docker', `dockerCommand: ${line}`);
    expect(ofImage('celery -A jobs worker')).toEqual(['queue: sh -c cd /project && exec celery -A jobs worker']);
    // Its image has the code elsewhere.
    expect(ofImage('celery -A shop worker')).toEqual(['queue: sh -c exec celery -A shop worker']);
  });

  test.each([
    ['startCommand: ./bin/worker.sh'],
    ['startCommand: |', '  pip install -r requirements.txt', '  celery -A shop worker'],
    ['startCommand: |', '  python -c "import celery" || {', '    echo none', '  }', '  celery -A shop worker'],
  ])('a script is for that platform, so that the code goes before it: %s', (...lines) => {
    const more = ['- type: worker', '  name: bot', '  startCommand: python bot.py'];
    const text = `${blueprint('type: worker', 'name: tasks', ...lines)}${more.join('\n')}\n`;
    const { lines: run, considered } = found({ ...celery, 'render.yaml': text }, { requires: ['celery'] });
    expect(run).toEqual(['worker: celery -A shop.celery:app worker --loglevel INFO']);
    expect(considered).toMatchObject([
      { value: expect.stringMatching(/^tasks: /), why: expect.stringContaining('--process') },
      { value: 'bot: sh -c exec python bot.py', why: 'shop/celery.py says what runs' },
    ]);
    expect(found({ 'render.yaml': text }).lines).toEqual(['bot: sh -c exec python bot.py']);
  });

  test('a long script is told by how it begins', () => {
    const text = blueprint('type: worker', 'name: bot', `startCommand: ./bot.sh ${'x'.repeat(200)}`);
    expect(found({ 'render.yaml': text }).considered[0]?.value).toMatch(/^bot: .\/bot.sh x{91}…$/);
  });

  test('a template of one says nothing', () => {
    const text = blueprint('type: worker', 'name: w', 'startCommand: celery -A {{name}} worker');
    expect(found({ 'render.yaml': text })).toMatchObject({ lines: [], considered: [] });
  });
});

test('workers and jobs of an app specification', () => {
  const text = `name: shop
jobs:
- kind: POST_DEPLOY
  name: prepare
  run_command: python prepare.py
- name: tables
  run_command: python manage.py migrate
services:
- envs:
  - key: A
    value: "1"
  name: web
  run_command: gunicorn shop.wsgi
workers:
- environment_slug: python
  envs:
  - key: B
  name: tasks
  run_command: celery -A shop worker
`;
  const { lines, considered } = found({ '.do/app.yaml': text });
  expect(lines).toEqual(['tasks: sh -c exec celery -A shop worker']);
  expect(considered).toMatchObject([
    { why: 'it ends when its work is done: simple-deploy run -- python prepare.py' },
    { why: 'manage.py migrate ends when its work is done, and each release migrates' },
  ]);
});

test('a manage.py that lies elsewhere in the image of the platform is the project’s', () => {
  const fly = '[processes]\napp = "gunicorn shop.wsgi"\nwork = "/venv/bin/python3 /code/manage.py work"\n';
  expect(found({ 'fly.toml': fly }).lines).toEqual(['work: sh -c exec python manage.py work']);
  const above = found({ 'fly.toml': fly }, { folder: 'backend/' }).lines;
  expect(above).toEqual(['work: sh -c cd /project && exec python /project/backend/manage.py work']);
});

test('of several files the first that names workers', () => {
  const fly = '[processes]\napp = "gunicorn shop.wsgi"\ntasks = "celery -A shop worker"\n';
  const heroku = 'run:\n  web: gunicorn shop.wsgi\n  bot: python bot.py\n';
  const upsun =
    'applications:\n  shop:\n    workers:\n      queue:\n        commands:\n          start: python queue.py\n';
  const { lines, considered } = found({ 'fly.toml': fly, 'heroku.yml': heroku, '.upsun/config.yaml': upsun });
  expect(lines).toEqual(['bot: sh -c exec python bot.py']);
  expect(considered).toMatchObject([
    { value: 'tasks: sh -c exec celery -A shop worker', why: 'heroku.yml says what runs' },
    { value: 'queue: sh -c exec python queue.py', why: 'heroku.yml says what runs' },
  ]);
  const nested = { 'backend/fly.toml': fly, 'heroku.yml': heroku };
  expect(found(nested, { folder: 'backend/' }).lines).toEqual(['tasks: sh -c exec celery -A shop worker']);
});

test.each([
  ['poetry run celery -A shop worker', 'exec celery -A shop worker'],
  ['A=1 uv run --no-dev --group live -- celery -A shop worker', 'A=1 exec celery -A shop worker'],
  ['cd shop && uv run --env-file=.env work.py --all', 'cd shop && exec python work.py --all'],
  ['pipenv run python manage.py work', 'exec python manage.py work'],
  ['python3.11 -m celery -A shop worker', 'exec python -m celery -A shop worker'],
  ['/opt/python3.11 -m celery', 'exec /opt/python3.11 -m celery'],
  ['./uv run', 'exec ./uv run'],
  ['honcho-poetry run x', 'exec honcho-poetry run x'],
])('a line of a file is run in the environment of the image: %s', (line, command) => {
  expect(found({ uv: '', Procfile: `work: ${line}\n` }).lines).toEqual([`work: sh -c ${command}`]);
});
