import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ci-run-'));
  cpSync(join(import.meta.dirname, '../../.ci'), join(root, '.ci'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, '.cache/tests'), { recursive: true });
  // What an earlier run left must not count.
  writeFileSync(join(root, '.cache/tests/counts'), '99 passed, 0 failed\n');
});

afterEach(() => rmSync(root, { recursive: true }));

/** The end of a run whose `npm test` writes these counts and ends with this status. */
function ciRun(counts: string | undefined, status: number): { status: number | null; lines: string[] } {
  const write = counts === undefined ? '' : `echo '${counts}' > .cache/tests/counts; `;
  writeFileSync(join(root, 'bin/npm'), `#!/bin/sh\n${write}echo "npm $*"; exit ${status}\n`, { mode: 0o755 });
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}` };
  const done = spawnSync(join(root, '.ci/run'), { encoding: 'utf8', env, cwd: tmpdir() });
  return { status: done.status, lines: done.stdout.trimEnd().split('\n') };
}

test.each([
  ['all is well', '12 passed, 0 failed', 0, '12 passed, 0 failed'],
  ['a test or a check fails', '12 passed, 3 failed', 1, '12 passed, 3 failed'],
  ['ten fail', '12 passed, 10 failed', 1, '12 passed, 10 failed'],
  ['the set-up fails', undefined, 1, '0 passed, 1 failed'],
  ['npm fails after the last test', '12 passed, 0 failed', 7, '12 passed, 1 failed'],
  ['npm says that all is well and ran nothing', undefined, 0, '0 passed, 1 failed'],
])('when %s, one line closes the run and the exit code agrees', (_when, counts, npm, line) => {
  const { status, lines } = ciRun(counts, npm);
  expect(lines).toEqual(['npm test', line]);
  expect(status === 0).toBe(line.endsWith(', 0 failed'));
});
