import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../support/run-cli.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const status = (folder: string, env: Readonly<Record<string, string>> = {}) =>
  runCli(['status', '--to', 'fly', '--app', 'some-blog'], {
    cwd: temporaryFolder('nothing'),
    env: { PATH: folder, DOCKER_HOST: 'unix:///nowhere.sock', FLY_API_TOKEN: undefined, ...env },
  });

/** A folder with a program of that name, which writes a line and fails. */
function failing(name: string, line: string): string {
  const folder = temporaryFolder('bin');
  writeFileSync(join(folder, name), `#!/bin/sh\necho '${line}' >&2\nexit 1\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

test('without flyctl it is said how to get it, and how to log in', async () => {
  const { code, stdout, stderr } = await status(temporaryFolder('no-bin'));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/Fly\.io is reached through its own program.*no flyctl or fly on the PATH/);
  expect(stderr).toContain('https://fly.io/docs/flyctl/install/');
  expect(stderr).toContain('flyctl auth login');
});

test('logged out, it is said how to log in', async () => {
  const line = 'Error: no access token available. Please login with flyctl auth login';
  const { code, stderr } = await status(failing('flyctl', line));
  expect(code).toBe(1);
  expect(stderr).toMatch(/You are not logged in to Fly\.io: no access token available/);
  expect(stderr).toContain('→ flyctl auth login');
  expect(stderr).toContain('FLY_API_TOKEN');
});

test('the variables of flyctl reach it', async () => {
  const env = {
    FLY_CONFIG_DIR: '/of/mine',
    FLY_API_BASE_URL: 'https://api.test',
    FLY_FLAPS_BASE_URL: 'https://flaps.test',
  };
  const { stderr } = await status(
    failing('flyctl', "Error: '$FLY_CONFIG_DIR $FLY_API_BASE_URL $FLY_FLAPS_BASE_URL'"),
    env,
  );
  expect(stderr).toContain('/of/mine https://api.test https://flaps.test');
});

test('what flyctl says of another failure is shown', async () => {
  const { code, stderr } = await status(failing('flyctl', 'Error: the sky is falling'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/Fly\.io does not answer: `flyctl auth token.*the sky is falling/s);
});
