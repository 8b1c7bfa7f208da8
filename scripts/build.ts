import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { bundle } from './build/bundle.ts';
import { licencesOf } from './build/licences.ts';

/**
 * Checks the types of src and bundles it into dist. Made aside and swapped in, so that a command that runs meanwhile
 * finds a whole dist.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const aside = mkdtempSync(join(root, '.dist-'));
try {
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  const folders = await bundle(root, aside);
  writeFileSync(join(aside, 'LICENCES.txt'), licencesOf(folders));
  // A temporary folder is closed to others.
  chmodSync(aside, 0o755);
  const dist = join(root, 'dist');
  if (existsSync(dist)) renameSync(dist, `${aside}-old`);
  renameSync(aside, dist);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const left of [aside, `${aside}-old`]) rmSync(left, { recursive: true, force: true });
}
