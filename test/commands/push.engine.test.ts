import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { runOnce } from '../support/run-once.ts';
import { newState, readLog, runCli, type Ran } from '../support/run-cli.ts';
import { snapshotTree } from '../support/tree-snapshot.ts';
import { freePort } from '../support/free-port.ts';

const app = `sd-push-${process.pid}`;
const state = newState();
let project: ReturnType<typeof copyFixture>;
let port: number;

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runCli(args, { cwd: project.root, state, env: { GITHUB_STEP_SUMMARY: '', ...env } });
}

beforeAll(async () => {
  project = copyFixture('nested-same-name');
  port = await freePort();
});

afterAll(async () => {
  await run(['destroy', '--app', app, '--confirm', app, '--delete-data']);
  await removeImagesOf(project.root);
  project.remove();
});

const secret = 'Tr0ub4dor&3-mailgun';

test('the first push builds, says so, and prints a URL that answers; nothing in the folder changed', async () => {
  const before = snapshotTree(project.root);
  const ran = await run([
    'push',
    '--app',
    app,
    '--port',
    String(port),
    '--base-image',
    debianBase,
    '--env',
    `MAIL_KEY=${secret}`,
  ]);
  expect(ran.stderr).not.toContain('Error');
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:\/\/\S+\n$/) });
  expect(ran.stderr).toContain('There is no image of this project yet: building it');
  expect(ran.stderr).toContain('MAIL_KEY');
  expect(ran.stderr).toContain('simple-deploy run -- manage.py createsuperuser');
  expect((await fetch(ran.stdout.trim())).status).toBe(200);
  expect(snapshotTree(project.root)).toEqual(before);
});

test('the value of --env is in no output and not in the log', () => {
  const text = JSON.stringify(readLog(state));
  expect(text).toContain('MAIL_KEY');
  expect(text).not.toContain('Tr0ub4dor');
  expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 16));
});

test('status, logs and run find the app by the name that was remembered', async () => {
  expect(await run(['status'])).toMatchObject({ code: 0 });
  expect((await run(['logs', '--tail', '50'])).code).toBe(0);
  expect(await run(['run', '--', 'python', 'manage.py', 'check'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no issues'),
  });
  expect(await run(['run', '--', 'sh', '-c', 'exit 7'])).toMatchObject({ code: 7 });
});

test('people log in from another device, over plain HTTP, by the name of this machine', async () => {
  const create = 'python manage.py createsuperuser --noinput --username ada --email ada@example.com';
  const made = await run(['run', '--', 'sh', '-c', `DJANGO_SUPERUSER_PASSWORD=lovelace ${create}`]);
  expect(made).toMatchObject({ code: 0 });
  // A container has a network of its own, as another device has: this machine is not its localhost.
  const name = hostname().toLowerCase();
  const script = readFileSync(new URL('../support/log_in.py', import.meta.url), 'utf8');
  const origin = `http://${name}:${port}`;
  const command = ['python3', '-c', script, origin, 'ada', 'lovelace'];
  expect(await runOnce(debianBase, { command, engineNames: [name] })).toEqual({
    code: 0,
    stdout: `${origin}/admin/ ada\n`,
    stderr: '',
  });
});

test('a dry run prints the steps and changes nothing', async () => {
  const same = await run(['push', '--dry-run', '--env', `MAIL_KEY=${secret}`]);
  expect(same).toMatchObject({ code: 0, stdout: 'Nothing to do: everything is as asked\n' });
  const { code, stdout, stderr } = await run(['push', '--dry-run', '--env', `OTHER_KEY=${secret}`]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^1\. /m);
  expect(stdout + stderr).not.toContain('Tr0ub4dor');
});

test('an unchanged tree is not built again, with the options of the last build, which are printed', async () => {
  const { code, stderr } = await run(['push']);
  expect(code).toBe(0);
  expect(stderr).toContain(`--base-image ${debianBase}`);
  expect(stderr).toContain('The image of this tree is there');
});

test('a changed tree is built again', async () => {
  appendFileSync(join(project.root, 'blog', 'blog', 'urls.py'), '\n# changed\n');
  const { code, stderr } = await run(['push', '--json']);
  expect(code).toBe(0);
  expect(stderr).toContain('as it is now');
});

test('rollback goes back to the image before', async () => {
  expect((await run(['rollback', '--yes'])).code).toBe(0);
});

test('a port that is taken is named, with what to type', async () => {
  const taken: Server = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '0.0.0.0', resolve));
  const { port: theirs } = taken.address() as AddressInfo;
  try {
    const ran = await run(['push', '--app', `${app}-taken`, '--port', String(theirs)]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(String(theirs));
    expect(ran.stderr).toContain('--port');
  } finally {
    taken.close();
    await run(['destroy', '--app', `${app}-taken`, '--confirm', `${app}-taken`, '--delete-data']);
  }
});

test('a platform that is not there names those that are', async () => {
  const { code, stdout, stderr } = await run(['push', '--to', 'locl']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('local');
  expect(stderr).toContain('registry');
});

test('an env file with a line that is none is named with its line', async () => {
  const file = join(state, 'bad.env');
  writeFileSync(file, 'A=1\n# fine\nB="two\nlines"\nnonsense\n');
  const { code, stderr } = await run(['push', '--env-file', file]);
  expect(code).toBe(1);
  expect(stderr).toContain('Line 5');
});

test('a dry run of destroy prints what would go, and wants no name', async () => {
  const { code, stdout } = await run(['destroy', '--dry-run']);
  expect(code).toBe(0);
  expect(stdout).toContain(`Remove the container simple-deploy-${app}-web`);
});

test('destroy wants the name', async () => {
  const { code, stdout, stderr } = await run(['destroy']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`--confirm ${app}`);
});
