import { expect, test } from 'vitest';
import { commandsRunIn } from '../../../src/layout/frontend/commands-in-dockerfile.ts';
import { project } from '../project.ts';

function run(text: string, file = 'Dockerfile'): readonly string[] {
  const files = project({ 'ui/package.json': '', 'web/manage.py': '', [file]: `FROM node\n${text}\n` });
  return commandsRunIn(files, file, 'ui').map((each) => `${each.context}: ${each.text.trim()}`);
}

test('what runs by WORKDIR, and after cd until the next', () => {
  expect(run('COPY . /all\nWORKDIR /all/ui\nRUN npm ci && npm run build')).toEqual(['.: npm ci', '.: npm run build']);
  expect(run('COPY . /all\nRUN cd /all && cd ui; npm run build && cd ../web && ls')).toEqual([
    '.: cd ui',
    '.: npm run build',
  ]);
});

test('each RUN begins where WORKDIR says', () => {
  expect(run('COPY . /all\nRUN cd /all/ui\nRUN npm run build')).toEqual(['.: cd /all/ui']);
});

test('what is built with the folder of the Dockerfile', () => {
  expect(run('COPY . /all\nWORKDIR /all\nRUN npm run build', 'ui/Dockerfile')).toEqual(['ui: npm run build']);
});
