import { expect, test } from 'vitest';
import { copiedOutput } from '../../../src/layout/frontend/copied-output.ts';
import { readPackage } from '../../../src/layout/frontend/node-packages.ts';
import { project } from '../project.ts';
import { build, found } from './found-frontends.ts';

const builder = 'FROM node:22 AS ui\nWORKDIR /ui\nCOPY ui .\nRUN npm ci && npm run build\n';
const site = 'FROM python:3.12\nWORKDIR /srv\nCOPY web .\n';

function copied(Dockerfile: string, at = 'Dockerfile') {
  const files = project({ 'ui/package.json': build, 'web/manage.py': '', [at]: Dockerfile });
  return copiedOutput(files, readPackage(files, 'ui/package.json')!);
}

test('where the Dockerfile of the site copies what another stage of it builds', () => {
  expect(
    copied(`${builder}${site}COPY --from=ui /ui/dist ./client/dist\nCOPY --from=0 /ui/dist/index.html templates/\n`),
  ).toEqual({
    places: [
      { from: 'ui/dist', to: 'web/client/dist' },
      { from: 'ui/dist/index.html', to: 'web/templates/' },
    ],
    variables: {},
    origin: { file: 'Dockerfile', line: 8 },
  });
});

test('with what its stage gives the build, but for what is ours to say and secrets', () => {
  const given =
    'ARG VITE_API=/api\nARG LATER\nENV PUBLIC_PATH=/static/ NODE_ENV=development NPM_VERSION=9 API_TOKEN=x\n';
  const text = `${builder.replace('COPY ui', `${given}COPY ui`)}${site}COPY --from=ui /ui/dist static\n`;
  expect(copied(text)?.variables).toEqual({ PUBLIC_PATH: '/static/', VITE_API: '/api' });
});

test('a package that is entered by cd, in a Dockerfile of another folder', () => {
  const text = `FROM node AS ui\nCOPY . /all\nRUN cd /all/ui && yarn build\n${site}COPY --from=ui /all/ui/dist assets\n`;
  expect(copied(text, 'docker/Dockerfile')?.places).toEqual([{ from: 'ui/dist', to: 'web/assets' }]);
});

test.each([
  ['to where it was written', `${builder}FROM python\nCOPY . /srv\nCOPY --from=ui /ui/dist /srv/ui/dist\n`],
  ['into itself', `${builder}${site.replace('COPY web .', 'COPY . .')}COPY --from=ui /ui/dist ui/dist/copy\n`],
  ['out of the project', `${builder}${site}COPY --from=ui /ui/dist /var/www\n`],
  ['what is no output', `${builder}${site}COPY --from=ui /ui/node_modules static\n`],
  ['from another stage', `${builder}FROM x AS y\n${site}COPY --from=y /ui/dist static\n`],
  [
    'what another package builds',
    `${builder.replace('COPY ui .', 'COPY other .')}${site}COPY --from=ui /ui/dist static\n`,
  ],
])('not what is copied %s', (_, text) => {
  expect(copied(text)).toBeUndefined();
});

test('not in a Dockerfile for development', () => {
  expect(copied(`${builder}${site}COPY --from=ui /ui/dist static\n`, 'Dockerfile.dev')).toBeUndefined();
});

const settings = "BASE_DIR = 1\nSTATICFILES_DIRS = [os.path.join(BASE_DIR, 'client/dist/static')]\n";

test('it is served where the settings look there', () => {
  const Dockerfile = `${builder}${site}COPY --from=ui /ui/dist client/dist\n`;
  const [frontend, ...more] = found({ 'ui/package.json': build, Dockerfile }, settings).frontends;
  expect(more).toEqual([]);
  expect(frontend?.why).toBe('Dockerfile:8 copies what it builds to web/client/dist, which STATICFILES_DIRS names');
  expect(frontend?.value).toMatchObject({ folder: 'ui', places: [{ from: 'ui/dist', to: 'web/client/dist' }] });
});

test('it is a site of its own where they do not, and placed for one who says that it is served', () => {
  const Dockerfile = `${builder}${site}COPY --from=ui /ui/dist elsewhere\n`;
  const texts = { 'ui/package.json': build, Dockerfile };
  expect(found(texts, settings).frontends).toEqual([]);
  const [frontend] = found(texts, settings, { frontend: ['ui'] }).frontends;
  expect(frontend?.value.places).toEqual([{ from: 'ui/dist', to: 'web/elsewhere' }]);
});
