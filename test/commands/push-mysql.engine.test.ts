import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../support/browser.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { mariadbImage } from '../support/mariadb-image.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { freePort } from '../support/free-port.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';

const app = `sd-mysql-${process.pid}`;
const state = newState();
const password = 'correct-horse-7';
let project: ReturnType<typeof copyFixture>;
let pushed: Ran;

const run = (args: readonly string[]): Promise<Ran> => runCli(args, { cwd: project.root, state });
const manage = (...args: readonly string[]): Promise<Ran> => run(['run', '--', 'python', 'manage.py', ...args]);

/** The admin's page, asked as that user. */
async function adminAs(user: string): Promise<string> {
  const browser = new Browser(pushed.stdout.trim().replace(/\/$/, ''));
  await browser.post('/admin/login/', { username: user, password });
  return browser.text('/admin/');
}

beforeAll(async () => {
  const databaseImage = await mariadbImage();
  project = copyFixture('flat');
  const place = ['--app', app, '--port', String(await freePort()), '--base-image', debianBase];
  pushed = await run(['push', ...place, '--database', 'mysql', '--database-image', databaseImage]);
});

afterAll(async () => {
  await run(['destroy', '--app', app, '--confirm', app, '--delete-data']);
  await removeImagesOf(project.root);
  project.remove();
});

test('a project that was made for SQLite runs on MySQL', async () => {
  expect(pushed.stderr).not.toContain('Error');
  expect(pushed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:\/\/\S+\n$/) });
  expect((await fetch(pushed.stdout.trim())).status).toBe(200);
  const script = 'from django.db import connection as c; c.ensure_connection(); print(c.vendor, c.mysql_is_mariadb)';
  expect((await manage('shell', '-c', script)).stdout).toContain('mysql True');
  expect(pushed.stderr).toMatch(/simple-deploy-test\/mariadb:10\.11, volume simple-deploy-sd-mysql-\d+-database/);
});

test('the admin takes a user that is made, and the user is there after another push', async () => {
  const script = `from django.contrib.auth.models import User; User.objects.create_superuser("zoë", password="${password}")`;
  expect((await manage('shell', '-c', script)).code).toBe(0);
  expect(await adminAs('zoë')).toContain('Site administration');
  appendFileSync(join(project.root, 'mysite/settings.py'), '\nCHANGED = True\n');
  const again = await run(['push']);
  expect(again).toMatchObject({ code: 0, stdout: pushed.stdout });
  expect(await adminAs('zoë')).toContain('Site administration');
});

test('two releases of one database at once follow each other', async () => {
  const release = (name: string): Promise<Ran> => {
    const hold = `echo begin ${name} $(date +%s%N); sleep 2; echo end ${name} $(date +%s%N)`;
    return run(['run', '--', 'python', '-m', 'simple_deploy', 'release', '--no-migrate', hold]);
  };
  const done = await Promise.all([release('a'), release('b')]);
  const times = done.map(({ stdout }) => [...stdout.matchAll(/(?:begin|end) \w (\d+)/g)].map(([, at]) => Number(at)));
  const [first = [], second = []] = times.toSorted(([a = 0], [b = 0]) => a - b);
  expect([first.length, second.length]).toEqual([2, 2]);
  expect(first[1]).toBeLessThanOrEqual(second[0] ?? 0);
});

test('what a MySQL server wrote is not taken for a Postgres', async () => {
  const { code, stderr } = await run(['push', '--database', 'postgres']);
  expect(code).toBe(1);
  expect(stderr).toContain(`The data of ${app} was written by a mysql server`);
  expect((await fetch(pushed.stdout.trim())).status).toBe(200);
});
