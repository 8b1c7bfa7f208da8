import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `npm run check` looks at, in the order in which a mistake is cheapest to read. */
const checks: readonly (readonly [what: string, command: string, ...args: string[]])[] = [
  ['lock file', 'npm', 'ci', '--dry-run', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'],
  ['types', 'tsc', '-p', '.'],
  ['lint', 'oxlint'],
  ['import directions', 'node', 'scripts/check-directions.ts'],
  ['format', 'oxfmt', '--check', '.'],
  ['dead code', 'knip', '--no-progress'],
  ['build', 'node', 'scripts/build.ts'],
  ['package contents', 'node', 'scripts/check-package.ts'],
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const failed: string[] = [];
for (const [what, command, ...args] of checks) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const ms = Math.round(performance.now() - started);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what} (${command} ${args.join(' ')}) ${ms} ms`);
  if (status === 0) continue;
  failed.push(what);
  console.log(stdout + stderr);
}
if (failed.length > 0) {
  console.log(`Checks that failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
