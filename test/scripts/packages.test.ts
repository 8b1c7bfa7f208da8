import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../scripts/set-up');

/** Asks for a package that is nowhere installed, in a process of its own. */
function install(prelude: string, env: NodeJS.ProcessEnv) {
  const code = `${prelude}
    const { script } = await import('${folder}/set-up.ts');
    const { installPackages } = await import('${folder}/packages.ts');
    await script(() => installPackages(['no-such-package-anywhere'], 'A test'));`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env,
    encoding: 'utf8',
  });
  return { status, stderr };
}

test('a system without apt is told what to install', () => {
  const { status, stderr } = install('', { PATH: '/nowhere' });
  expect(stderr).toMatch(/^A test needs no-such-package-anywhere .*no apt-get.*\n$/);
  expect(status).toBe(1);
});

test('without root, the command for root is shown', () => {
  const { status, stderr } = install('process.getuid = () => 1000;', process.env);
  expect(stderr).toContain('As root:\n  apt-get update && apt-get install no-such-package-anywhere\n');
  expect(status).toBe(1);
});
