import { expect, test } from 'vitest';
import { ownCommands } from '../../../src/layout/server/own-commands.ts';
import { platformServices } from '../../../src/layout/platform-files/platform-services.ts';
import { project } from '../project.ts';

const commands = (texts: Readonly<Record<string, string>>): readonly string[] =>
  platformServices(project(texts))
    .filter(({ does }) => does === 'serve')
    .flatMap(({ lines, file, folder }) => lines.map(({ text, line }) => `${file}:${line} in ${folder}: ${text}`));

test.each([
  ['railway.toml', '[deploy]\nstartCommand = "gunicorn a.wsgi"\n', 'railway.toml:2 in .: gunicorn a.wsgi'],
  [
    'railway.json',
    '{\n  "deploy": {\n    "startCommand": "gunicorn a.wsgi",\n    "x": 1\n  }\n}\n',
    'railway.json:3 in .: gunicorn a.wsgi',
  ],
  ['nixpacks.toml', '[start]\ncmd = "gunicorn a.wsgi"\n', 'nixpacks.toml:2 in .: gunicorn a.wsgi'],
  ['back/fly.toml', "[processes]\n  app = 'gunicorn a.wsgi'\n", 'back/fly.toml:2 in back: gunicorn a.wsgi'],
  ['heroku.yml', 'run:\n  web: gunicorn a.wsgi # it\n', 'heroku.yml:2 in .: gunicorn a.wsgi'],
  [
    'app.yaml',
    'runtime: python312\nentrypoint: gunicorn -b :$PORT a.wsgi\n',
    'app.yaml:2 in .: gunicorn -b :$PORT a.wsgi',
  ],
  [
    '.do/app.yaml',
    'services:\n- environment_slug: python\n  run_command: gunicorn a.wsgi\n  source_dir: back/\n',
    '.do/app.yaml:3 in back: gunicorn a.wsgi',
  ],
])('the command of %s', (file, text, expected) => {
  expect(commands({ [file]: text })).toEqual([expected]);
});

test('each service of a blueprint has its own folder; a block is taken line by line, up to its end', () => {
  const text = `services:
  - type: web
    rootDir: one
    startCommand: |
      ./migrate.sh

      gunicorn \\
        one.wsgi
    domains:
      - example.org
  - type: web
    name: two
    dockerCommand: gunicorn two.wsgi
  - type: redis
    name: three
databases:
  - name: main
`;
  expect(commands({ 'render.yaml': text })).toEqual([
    'render.yaml:5 in one: ./migrate.sh',
    'render.yaml:7 in one: gunicorn one.wsgi',
    'render.yaml:13 in .: gunicorn two.wsgi',
  ]);
});

test('a block at the end of a service stops where the next begins', () => {
  const text =
    'services:\n  - rootDir: one\n    startCommand: >-\n      gunicorn one.wsgi\nenvVarGroups:\n  - gunicorn no.wsgi\n';
  expect(commands({ 'render.yaml': text })).toEqual(['render.yaml:4 in one: gunicorn one.wsgi']);
});

const served = (texts: Readonly<Record<string, string>>, folder: string) =>
  ownCommands(project({ 'one/manage.py': '', 'two/manage.py': '', ...texts }), folder).map(
    ({ application, origin }) => `${'file' in origin ? origin.file : ''} ${application}`,
  );
const blueprint = `services:
  - type: web
    rootDir: one
    startCommand: gunicorn one.wsgi
  - type: web
    rootDir: two
    startCommand: |
      chmod +x ./start.sh
      ./start.sh
`;

test('a server is started where the platform runs the command, a script that it starts included', () => {
  const script = { 'two/start.sh': 'exec gunicorn two.wsgi\n' };
  expect(served({ 'render.yaml': blueprint, ...script }, 'one')).toContain('render.yaml one.wsgi');
  expect(served({ 'render.yaml': blueprint, ...script }, 'one')).not.toContain('render.yaml two.wsgi');
  expect(served({ 'render.yaml': blueprint, ...script }, 'two')).toEqual([
    'two/start.sh two.wsgi',
    'two/start.sh two.wsgi',
  ]);
});

test('what the Dockerfile starts comes first, what a platform’s file starts before scripts', () => {
  const texts = {
    'one/Dockerfile': 'FROM x\nCMD gunicorn docker.wsgi\n',
    'one/railway.toml': '[deploy]\nstartCommand = "gunicorn railway.wsgi"\n',
    'one/run.sh': 'gunicorn script.wsgi\n',
  };
  expect(served(texts, 'one')).toEqual([
    'one/Dockerfile docker.wsgi',
    'one/railway.toml railway.wsgi',
    'one/run.sh script.wsgi',
  ]);
});

test('files nearer to the top come first, in one folder in the order of the platforms', () => {
  const texts = {
    'a/heroku.yml': 'run:\n  w: one\n',
    'railway.json': '{"deploy": {"startCommand": "two"}}',
    '.do/app.yaml': 'workers:\n- run_command: three\n',
    'fly.toml': '[processes]\nw = "four"\n',
  };
  expect(platformServices(project(texts)).map(({ command }) => command)).toEqual(['four', 'two', 'three', 'one']);
});

test('what else such a file runs starts no server', () => {
  const text = '[deploy]\npreDeployCommand = "gunicorn a.wsgi"\nbuildCommand = "pip install gunicorn"\n';
  expect(commands({ 'railway.toml': text })).toEqual([]);
});
