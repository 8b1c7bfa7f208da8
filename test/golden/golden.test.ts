import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { planBuild } from '../../src/build-plan.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import { buildableFixtures } from '../support/buildable-fixtures.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
/** `npm run golden` sets it: the files are written, then read back. */
const isUpdate = process.env['GOLDEN'] === 'write';

it.each(buildableFixtures)('the Dockerfile of %s', async (name, chosen) => {
  const files = await listProjectFiles(`${fixtures}${name}`);
  const options = { ...defaultBuildOptions, ...chosen };
  const { dockerfile } = await planBuild(readLayout(files, options), files, options, { osArch: 'linux/amd64' });
  const path = `${here}${name}.Dockerfile`;
  if (isUpdate) writeFileSync(path, dockerfile);
  expect(dockerfile).toBe(readFileSync(path, 'utf8'));
});

it('has no golden file left over', () => {
  const golden = readdirSync(here).filter((name) => name.endsWith('.Dockerfile'));
  expect(golden.sort()).toEqual(buildableFixtures.map(([name]) => `${name}.Dockerfile`).sort());
});
