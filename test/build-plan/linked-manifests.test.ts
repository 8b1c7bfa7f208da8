import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { planBuild } from '../../src/build-plan.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import { temporaryFolder, write } from '../layout/project.ts';
import { layoutOf } from '../support/layouts.ts';

async function manifests(root: string): Promise<readonly string[]> {
  const plan = await planBuild(layoutOf({ root }), await listProjectFiles(root), defaultBuildOptions, {
    osArch: 'linux/amd64',
  });
  const below = 'simple-deploy/manifests/';
  return plan.entries.filter(({ path }) => path.startsWith(below)).map(({ path }) => path.slice(below.length));
}

it('a manifest that is a link comes with what it leads to, link by link', async () => {
  const root = write(temporaryFolder(), { 'blog/manage.py': 'import django\n', 'deps/real/live.txt': 'Django\n' });
  symlinkSync('deps/current.txt', join(root, 'requirements.txt'));
  symlinkSync('real/live.txt', join(root, 'deps/current.txt'));
  expect(await manifests(root)).toEqual([
    'deps',
    'deps/current.txt',
    'deps/real',
    'deps/real/live.txt',
    'requirements.txt',
  ]);
});

it('not what lies outside, and not for ever', async () => {
  const root = write(temporaryFolder(), { 'blog/manage.py': 'import django\n' });
  mkdirSync(join(root, 'deps'));
  symlinkSync('deps/a.txt', join(root, 'requirements.txt'));
  symlinkSync('../requirements.txt', join(root, 'deps/a.txt'));
  expect(await manifests(root)).toEqual(expect.not.arrayContaining([expect.stringContaining('..')]));
});
