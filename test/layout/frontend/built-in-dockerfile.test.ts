import { expect, test } from 'vitest';
import { scriptInDockerfile } from '../../../src/layout/frontend/built-in-dockerfile.ts';
import { readPackage } from '../../../src/layout/frontend/node-packages.ts';
import { project } from '../project.ts';
import { found } from './found-frontends.ts';

const scripts = { build: 'react-scripts build', 'build-react': 'webpack --mode production', lint: 'eslint .' };
const manifest = JSON.stringify({ scripts, devDependencies: { webpack: '5' } });

function script(Dockerfile: string, at = 'Dockerfile'): string | undefined {
  const files = project({ 'web/ui/package.json': manifest, [at]: Dockerfile });
  return scriptInDockerfile(files, readPackage(files, 'web/ui/package.json')!);
}

test.each([
  [
    'after cd',
    'ADD web /srv/web\nRUN cd /srv/web/ui && \\\n    npm install && \\\n    npm run build-react',
    'Dockerfile',
  ],
  ['by WORKDIR', 'COPY . /srv\nWORKDIR /srv/web/ui\nRUN npm ci && API=/x npm run build-react', 'Dockerfile'],
  ['in an image of its own', 'WORKDIR /ui\nCOPY . .\nRUN yarn build-react', 'web/ui/Dockerfile'],
])('the script that a Dockerfile runs %s', (_, text, at) => {
  expect(script(`FROM node\n${text}\n`, at)).toBe('build-react');
});

test.each([
  ['of another folder', 'COPY other /srv/ui\nRUN cd /srv/ui && npm run build-react'],
  ['that is not there', 'COPY web /srv\nRUN cd /srv/ui && npm run build-other'],
  ['that builds nothing', 'COPY web /srv\nRUN cd /srv/ui && npm run lint'],
])('not one %s', (_, text) => {
  expect(script(`FROM node\n${text}\n`)).toBeUndefined();
});

test('it comes before the usual names', () => {
  const texts = { 'web/ui/package.json': manifest };
  const settings = "STATICFILES_DIRS = [BASE_DIR / 'ui' / 'dist']";
  const built = (more: Record<string, string>) => found({ ...texts, ...more }, settings).frontends[0]?.value.build;
  expect(built({})).toEqual({ script: 'build' });
  const Dockerfile = 'FROM node\nCOPY web /srv\nRUN cd /srv/ui && npm run build-react\n';
  expect(built({ Dockerfile })).toEqual({ script: 'build-react' });
});
