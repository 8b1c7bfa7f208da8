import { expect, test } from 'vitest';
import { inProject, stagesIn } from '../../src/layout/dockerfile-stages.ts';
import { project } from './project.ts';

const files = project({
  'manage.py': '',
  'src/site/manage.py': '',
  'src/site/shop/urls.py': '',
  'ui/package.json': '',
  'ui/src/a.js': '',
});

function lies(text: string, path: string, context = '.'): string | undefined {
  return inProject(files, stagesIn(text).at(-1)!, path, context);
}

test.each([
  ['COPY . /srv', '/srv/ui/dist', 'ui/dist'],
  ['COPY . .', '/ui/dist', 'ui/dist'],
  ['WORKDIR /srv\nCOPY . .', '/srv', '.'],
  ['COPY ui /', '/dist', 'ui/dist'],
  ['WORKDIR /srv\nCOPY ["ui/", "./web/"]', '/srv/web/dist', 'ui/dist'],
  ['COPY --chown=1:1 src/site/manage.py /app', '/app/static', 'src/site/static'],
  ['COPY src/site/manage.py /app/manage.py', '/app/static', 'src/site/static'],
  ['COPY ui/package*.json /web/', '/web/dist', 'ui/dist'],
  ['COPY src /a\nCOPY ui /a/ui', '/a/ui/dist', 'ui/dist'],
  ['ARG HOME=/home/app\nWORKDIR $HOME\nCOPY ui ${HOME}/ui', '/home/app/ui/dist', 'ui/dist'],
  ['WORKDIR /srv\nWORKDIR web\nCOPY ui .', '/srv/web/dist', 'ui/dist'],
])('what %j copies lies at %s, from %s', (text, path, there) => {
  expect(lies(`FROM node\n${text}\n`, path)).toBe(there);
});

test.each([
  ['COPY . /srv', '/var/www'],
  ['COPY --from=other . /srv', '/srv/ui'],
  ['COPY nowhere /srv', '/srv/ui'],
  ['COPY ui/package.json /srv/other.json', '/srv/dist'],
])('what %j copies says nothing of %s', (text, path) => {
  expect(lies(`FROM node\n${text}\n`, path)).toBeUndefined();
});

test('a folder that the Dockerfile is built with stands before what it copies', () => {
  expect(lies('FROM node\nCOPY . /web\n', '/web/dist', 'ui')).toBe('ui/dist');
});

test('stages are called by name and number, and one that begins with another goes on there', () => {
  const text = `FROM node AS Base
WORKDIR /web
ENV PUBLIC_PATH=/static/ EMPTY= "QUOTED"=x LATER=$NOWHERE
ENV OLD of two words
COPY ui .
FROM base AS build
RUN npm ci && \\
    npm run build
FROM python
COPY --from=build /web/dist /web/a.txt ./static/
`;
  const [base, build, last] = stagesIn(text);
  expect(base?.names).toEqual(['base', '0']);
  expect(build).toMatchObject({ names: ['build', '1'], workdir: '/web' });
  expect(build?.variables).toEqual({ PUBLIC_PATH: '/static/', EMPTY: '', OLD: 'of two words' });
  expect(build?.runs).toEqual([{ text: expect.stringContaining('npm run build'), folder: '/web', line: 7 }]);
  expect(inProject(files, build!, '/web/dist', '.')).toBe('ui/dist');
  expect(last?.copied).toEqual([]);
  expect(last?.taken).toEqual([
    { from: 'build', source: '/web/dist', target: '/static/', line: 10 },
    { from: 'build', source: '/web/a.txt', target: '/static/', line: 10 },
  ]);
});
