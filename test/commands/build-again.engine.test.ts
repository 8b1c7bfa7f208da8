import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';

const state = newState();
const outside = newState();
let project: ReturnType<typeof copyFixture>;

const run = (...args: readonly string[]): Promise<Ran> => runCli(args, { cwd: project.root, state });
const build = (...args: readonly string[]): Promise<Ran> => run('build', '--base-image', debianBase, ...args);
const packages = (ran: Ran): string | undefined => /Install the Python packages: (.*)/.exec(ran.stderr)?.[1];

beforeAll(() => {
  project = copyFixture('flat');
});

afterAll(async () => {
  await removeImagesOf(project.root);
  project.remove();
});

test('--upgrade resolves anew, and later builds and pushes keep what it resolved', async () => {
  const first = await build();
  const upgraded = await build('--upgrade');
  expect(upgraded).toMatchObject({ code: 0, stdout: expect.stringMatching(/^simple-deploy\/flat-\w+:\w{12}\n$/) });
  expect(upgraded.stdout).not.toBe(first.stdout);
  expect(packages(upgraded)).not.toBe('cached');
  const again = await build();
  expect(again.stdout).toBe(upgraded.stdout);
  expect(packages(again)).toBe('cached');
  expect(again.stderr).toMatch(/As before: --upgrade of \d{4}-\d\d-\d\dT[\d:]+Z/);
  const pushed = await run('push', '--dry-run');
  expect(pushed.stderr).toMatch(/As in the last build: .*--upgrade of \d{4}-/);
  expect(pushed.stderr).toContain(`The image of this tree is there: ${upgraded.stdout.trim()}`);
});

test('the image remembers what was lent to its build by name, and a push needs it only to build', async () => {
  const netrc = join(outside, 'netrc');
  writeFileSync(netrc, 'machine index.example login ada password hunter2-of-the-index\n');
  const built = await build('--build-secret', `id=netrc,src=${netrc}`, '--apt-package', 'tree');
  expect(built.stderr).toContain('In the image: tree');
  const image = execFileSync('docker', ['inspect', built.stdout.trim()], { encoding: 'utf8' });
  const history = execFileSync('docker', ['history', '--no-trunc', built.stdout.trim()], { encoding: 'utf8' });
  expect(`${image}${history}${built.stderr}`).not.toMatch(/hunter2|index\.example|\/netrc/);
  const pushed = await run('push', '--dry-run');
  expect(pushed.stderr).toContain('The last build had --build-secret id=netrc');
  expect(pushed.stderr).toContain('--apt-package tree');
  expect(pushed.stderr).toContain(`The image of this tree is there: ${built.stdout.trim()}`);
});

test('a secret that is not there ends the build before it begins', async () => {
  const { code, stderr } = await build('--build-secret', 'id=netrc,src=/nonexistent/netrc');
  expect(code).toBe(2);
  expect(stderr).toContain('The file that --build-secret names cannot be read: /nonexistent/netrc');
});
