import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';

/** Compiles src into dist. Made aside and swapped in, so that a command that runs meanwhile finds a whole dist. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const aside = mkdtempSync(join(root, '.dist-'));
try {
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json', '--outDir', aside], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.proto')) cpSync(join(root, 'src', path), join(aside, path));
  }
  const dist = join(root, 'dist');
  if (existsSync(dist)) renameSync(dist, `${aside}-old`);
  renameSync(aside, dist);
} catch {
  // tsc has said what is wrong.
  process.exitCode = 1;
} finally {
  for (const left of [aside, `${aside}-old`]) rmSync(left, { recursive: true, force: true });
}
