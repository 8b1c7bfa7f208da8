import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../support/browser.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { postgresImage } from '../support/postgres-image.ts';
import { freePort } from '../support/free-port.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';

const app = `test-django-postgres-${process.pid}`;
const state = newState();
const project = copyFixture('startproject-plain');
const password = 'wonderland-of-a-test';
const cli = (...args: readonly string[]) => runCli([...args, '--app', app], { cwd: project.root, state });
let port: number;
let pushed: Ran;

beforeAll(async () => {
  port = await freePort();
  const server = ['--database', 'postgres', '--database-image', await postgresImage()];
  const given = ['--port', String(port), '--env', `DJANGO_SUPERUSER_PASSWORD=${password}`];
  pushed = await cli('push', '--base-image', debianBase, ...server, ...given);
});
afterAll(async () => {
  await cli('destroy', '--confirm', app, '--delete-data');
  await removeImagesOf(project.root);
  project.remove();
});

/** Status and destination of a login in the admin. */
async function login(): Promise<string> {
  const answer = await new Browser(`http://localhost:${port}`).post('/admin/login/?next=/admin/', {
    username: 'ada',
    password,
  });
  return `${answer.status} ${answer.headers.get('location')}`;
}

test('a superuser made by run logs in, and is still there after the next push', async () => {
  expect(pushed).toMatchObject({ code: 0, stdout: `http://localhost:${port}/\n` });
  expect(await login()).toBe('200 null');
  const made = ['python', 'manage.py', 'createsuperuser', '--noinput', '--username=ada', '--email=ada@example.com'];
  const ran = await runCli(['run', '--app', app, '--', ...made], { cwd: project.root, state });
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('Superuser created') as string });
  expect(await login()).toBe('302 /admin/');
  appendFileSync(join(project.root, 'mysite', 'mysite', 'urls.py'), '# changed\n');
  const again = await cli('push');
  expect(again).toMatchObject({ code: 0, stdout: `http://localhost:${port}/\n` });
  expect(again.stderr).not.toContain('nothing changed');
  expect(await login()).toBe('302 /admin/');
  const vendor = ['python', 'manage.py', 'shell', '-c', 'from django.db import connection as c; print(c.vendor)'];
  const asked = await runCli(['run', '--app', app, '--', ...vendor], { cwd: project.root, state });
  expect(asked.stdout.trim().split('\n').at(-1)).toBe('postgresql');
});
