import { expect, test } from 'vitest';
import { namedInFiles } from '../../src/layout/variable-files.ts';
import { project } from './project.ts';

const NAME = 'DJANGO_SETTINGS_MODULE';
const named = (texts: Readonly<Record<string, string>>, projectDir = '.') =>
  namedInFiles(project(texts), projectDir, NAME).map(({ module, origin, kind }) => [
    `${origin.file}:${origin.line}`,
    module,
    kind,
  ]);

test.each([
  ['.env', `# ${NAME}=x.old\n${NAME}=a.settings\n`, 2, 'dotenv'],
  ['.env', `export ${NAME}="a.settings"`, 1, 'dotenv'],
  ['.env.example', `${NAME}='a.settings'`, 1, 'variables'],
  ['.envs/.production/.django', `${NAME}=a.settings`, 1, 'variables'],
  ['conf/prod.env', `A=1\r\n${NAME}=a.settings\r\n`, 2, 'variables'],
  ['Dockerfile', `ENV ${NAME}=a.settings`, 1, 'deployment'],
  ['docker/web.Dockerfile', `ENV ${NAME} a.settings`, 1, 'deployment'],
  ['Dockerfile', `ENV X=1 \\\n    ${NAME}=a.settings \\`, 2, 'deployment'],
  ['docker-compose.yml', `  environment:\n    - ${NAME}=a.settings`, 2, 'deployment'],
  ['compose.prod.yaml', `      ${NAME}: "\${${NAME}:-a.settings}"`, 1, 'deployment'],
  ['Procfile', `web: ${NAME}=a.settings gunicorn a.wsgi`, 1, 'deployment'],
  ['fly.toml', `[env]\n  ${NAME} = "a.settings"`, 2, 'deployment'],
  ['render.yaml', `- key: ${NAME}\n  value: a.settings`, 1, 'deployment'],
  ['.do/deploy.template.yaml', `- key: ${NAME}\n  scope: RUN\n  type: X\n  value: "a.settings"\n`, 1, 'deployment'],
  ['app.json', `{"env": {"${NAME}": {"value": "a.settings"}}}`, 1, 'deployment'],
  ['uwsgi.ini', `env = ${NAME}=a.settings`, 1, 'deployment'],
  ['docker/entrypoint.sh', `export ${NAME}=a.settings`, 1, 'deployment'],
])('%s: %s', (file, text, line, kind) => {
  expect(named({ [file]: text })).toEqual([[`${file}:${line}`, 'a.settings', kind]]);
});

test.each([
  ['a comment', 'Dockerfile', `# ENV ${NAME}=a.settings`],
  ['set for one command of the build', 'Dockerfile', `RUN ${NAME}=a.static python manage.py collectstatic`],
  ['another entry', 'render.yaml', `- key: ${NAME}\n- key: B\n  value: a.settings`],
  ['another variable', '.env', `MY_${NAME}=a.settings`],
  ['no module', '.env', `${NAME}=\${X}`],
  ['tests', 'tests/Dockerfile', `ENV ${NAME}=a.settings`],
  ['a file of another kind', 'README.md', `${NAME}=a.settings`],
])('not %s', (_, file, text) => {
  expect(named({ [file]: text })).toEqual([]);
});

test('.env first (beside manage.py or above it), then other variables, then what runs the project', () => {
  const line = `${NAME}=a.b`;
  const texts = {
    'web/.env': line,
    '.env': line,
    'other/.env': line,
    Dockerfile: `ENV ${line}`,
    'web/.env.dist': line,
  };
  expect(named(texts, 'web').map(([file, , kind]) => `${file} ${kind}`)).toEqual([
    '.env:1 dotenv',
    'web/.env:1 dotenv',
    'other/.env:1 variables',
    'web/.env.dist:1 variables',
    'Dockerfile:1 deployment',
  ]);
});
