import { expect, test } from 'vitest';
import { platformServices } from '../../../src/layout/platform-files/platform-services.ts';
import { project } from '../project.ts';

/** What a file lists, as `what it is for name (where): command`. */
const listed = (file: string, ...lines: string[]): readonly string[] =>
  platformServices(project({ [file]: `${lines.join('\n')}\n` })).map(
    ({ does, name, origin, command, schedule = '' }) => `${does} ${name} (${origin.line}${schedule}): ${command}`,
  );

test('what a heroku.yml lists', () => {
  const lines = [
    'run:',
    '  web: gunicorn a.wsgi',
    '  worker:',
    '    image: web',
    '    command:',
    '      - celery -A a worker',
  ];
  const release = ['release:', '  image: web', '  command:', '    - ./manage.py migrate', '    - ./manage.py seed'];
  expect(listed('heroku.yml', ...lines, '  bot: python bot.py', ...release)).toEqual([
    'serve web (2): gunicorn a.wsgi',
    'work worker (6): celery -A a worker',
    'work bot (7): python bot.py',
    'release release (11): ./manage.py migrate',
    'release release (12): ./manage.py seed',
  ]);
  expect(listed('heroku.yaml', 'release: python manage.py migrate')).toEqual([
    'release release (1): python manage.py migrate',
  ]);
});

test('what a fly.toml lists; a group that starts a server is the site', () => {
  const lines = ['[deploy]', "release_command = 'python manage.py migrate'", '[processes]', 'http = "gunicorn a.wsgi"'];
  expect(listed('fly.toml', ...lines, '"work" = """celery -A a worker"""', 'app = ""')).toEqual([
    'serve http (4): gunicorn a.wsgi',
    'work work (5): celery -A a worker',
    'release release_command (2): python manage.py migrate',
  ]);
  expect(listed('fly.toml', '[broken', 'app = "gunicorn a.wsgi"')).toEqual([]);
});

test('what a blueprint lists, in environments of projects too', () => {
  const service = ['- type: web', '  preDeployCommand: ./manage.py migrate', '  buildCommand: ./build.sh'];
  const cron = ['- type: cron', '  name: nightly', '  schedule: 1 2 * * *', '  startCommand: ./manage.py nightly'];
  const lines = [...service, '  initialDeployHook: ./manage.py seed', ...cron];
  const expected = (first: number) => [
    `release preDeployCommand (${first + 1}): ./manage.py migrate`,
    `first initialDeployHook (${first + 3}): ./manage.py seed`,
    `build buildCommand (${first + 2}): ./build.sh`,
    `clock nightly (${first + 7}1 2 * * *): ./manage.py nightly`,
  ];
  expect(listed('render.yaml', 'services:', ...lines)).toEqual(expected(2));
  const inProject = [
    'projects:',
    '- environments:',
    '  - name: live',
    '    services:',
    ...lines.map((line) => `    ${line}`),
  ];
  expect(listed('render.yaml', ...inProject)).toEqual(expected(5));
});

test('what a railway.json and a railway.toml list', () => {
  const deploy = '"startCommand": "gunicorn a.wsgi",\n"preDeployCommand": ["./manage.py migrate", "./manage.py seed"]';
  expect(listed('railway.json', `{\n"build": { "buildCommand": "./build.sh" },\n"deploy": {\n${deploy}\n}}`)).toEqual([
    'serve start (4): gunicorn a.wsgi',
    'release preDeployCommand (5): ./manage.py migrate',
    'release preDeployCommand (5): ./manage.py seed',
    'build buildCommand (2): ./build.sh',
  ]);
  const toml = ['[deploy]', 'startCommand = "python tidy.py"', 'cronSchedule = "0 1 * * *"'];
  const live = ['[environments.production.deploy]', 'preDeployCommand = "./manage.py migrate"'];
  expect(listed('railway.toml', ...toml, '[environments.pr.deploy]', 'startCommand = "x"', ...live)).toEqual([
    'release preDeployCommand (7): ./manage.py migrate',
    'clock start (20 1 * * *): python tidy.py',
  ]);
});

test('what an app specification lists', () => {
  const jobs = [
    'jobs:',
    '- kind: PRE_DEPLOY',
    '  run_command: ./manage.py migrate',
    '- run_command: ./manage.py after',
  ];
  const more = ['workers:', '- name: tasks', '  run_command: celery -A a worker', '  build_command: ./build.sh'];
  const expected = [
    'work tasks (7): celery -A a worker',
    'build build_command (8): ./build.sh',
    'release job (3): ./manage.py migrate',
    'job job (4): ./manage.py after',
  ];
  expect(listed('.do/app.yaml', ...jobs, ...more)).toEqual(expected);
  const template = ['spec:', ...[...jobs, ...more].map((line) => `  ${line}`)];
  expect(listed('.do/deploy.template.yaml', ...template)).toEqual(
    expected.map((each) => each.replace(/\d+/, (line) => `${Number(line) + 1}`)),
  );
});

const application = [
  'type: python:3.12',
  'web:',
  '  commands:',
  '    start: gunicorn a.wsgi',
  'workers:',
  '  queue:',
  '    commands:',
  '      start: |',
  '        celery -A a worker',
  'crons:',
  '  tidy:',
  "    spec: '0 1 * * *'",
  '    commands:',
  '      start: ./manage.py tidy',
  'hooks:',
  '  build: ./build.sh',
  '  deploy: |',
  '    set -e',
  '    ./manage.py migrate',
];

test.each([
  ['.platform.app.yaml', [], ''],
  ['.platform/applications.yaml', ['-'], '  '],
  ['.upsun/config.yaml', ['applications:', '  site:'], '    '],
])('what %s lists', (file, head, indent) => {
  const expected = [
    [4, 'serve web', '', 'gunicorn a.wsgi'],
    [8, 'work queue', '', 'celery -A a worker'],
    [14, 'clock tidy', '0 1 * * *', './manage.py tidy'],
    [17, 'release deploy', '', 'set -e; ./manage.py migrate'],
    [16, 'build build', '', './build.sh'],
  ].map(([line, what, when, command]) => `${what} (${Number(line) + head.length}${when}): ${command}`);
  expect(listed(file, ...head, ...application.map((line) => indent + line))).toEqual(expected);
});

test('what an app.json lists; one of another program says nothing', () => {
  const scripts = '"scripts": { "postdeploy": "./manage.py seed", "dokku": { "predeploy": "./manage.py migrate" } }';
  const cron = '"cron": [{ "command": "./manage.py tidy", "schedule": "@daily" }]';
  const expected = [
    'release predeploy (2): ./manage.py migrate',
    'first postdeploy (2): ./manage.py seed',
    'clock cron (3@daily): ./manage.py tidy',
  ];
  expect(listed('app.json', '{', `${scripts},`, cron, '}')).toEqual(expected);
  expect(listed('app.json', '{ "expo": { "name": "shop" } }')).toEqual([]);
  expect(listed('a/locales/en/app.json', '{', `${scripts},`, cron, '}')).toEqual([]);
});
