import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planBuild } from '../../src/build-plan.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import { layoutOf } from '../support/layouts.ts';

test('a plan is another one with other processes, release, services or extensions of the database, of which only the labels tell', async () => {
  const root = mkdtempSync(join(tmpdir(), 'simple-deploy-plan-'));
  try {
    writeFileSync(join(root, 'requirements.txt'), 'Django\n');
    const files = await listProjectFiles(root);
    const of = async (changes: Parameters<typeof layoutOf>[0]) =>
      (await planBuild(layoutOf({ root, ...changes }), files, defaultBuildOptions, { osArch: 'linux/amd64' })).digest;
    const fact = <T>(value: T) => ({ value, origin: 'default' as const });
    const digests = await Promise.all([
      of({}),
      of({ processes: [fact({ name: 'worker', command: ['celery'] })] }),
      of({ releaseCommands: [fact('python manage.py seed')] }),
      of({ migrate: fact(false) }),
      of({ services: [{ ...fact('redis' as const), variables: [] }] }),
      of({ databaseExtensions: [{ ...fact('postgis' as const), setsEngine: false }] }),
    ]);
    expect(new Set(digests).size).toBe(digests.length);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
