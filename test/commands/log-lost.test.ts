import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { copyFixture } from '../support/fixture-copy.ts';
import { newState, runCli } from '../support/run-cli.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

test('a log that cannot be begun is told at the end; what was asked for is done', async () => {
  const { root, remove } = copyFixture('flat');
  const state = join(newState(), 'a-file');
  writeFileSync(state, '');
  const { code, stdout, stderr } = await runCli(['inspect', '--json', root], { state });
  remove();
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ managePy: { value: 'manage.py' } });
  expect(stderr).toMatch(/^There is no log of this run: ENOTDIR.*\. XDG_STATE_HOME names another folder for it\.$/m);
});

test('a log that cannot be written to its end is told, and does not end the run', () => {
  const { root, remove } = copyFixture('flat');
  // No file may have a byte: as on a disk that is full.
  const script = `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`;
  const env = { ...process.env, NO_COLOR: '1', XDG_STATE_HOME: newState() };
  const argv = ['-c', script, process.execPath, cli, 'inspect', root];
  const { status, stdout, stderr } = spawnSync('bash', argv, { env, encoding: 'utf8' });
  remove();
  expect(status).toBe(0);
  expect(stdout).toContain('mysite.settings');
  expect(stderr).toMatch(/^The log of this run is not whole \(.+\.jsonl\): EFBIG/m);
});
