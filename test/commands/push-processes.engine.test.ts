import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { freePort } from '../support/free-port.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { redisImage } from '../support/redis-image.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';

interface Told {
  readonly here: string;
  readonly orders: Readonly<Record<string, string>>;
  readonly ticked?: string | null;
}

const state = newState();
const projects: { readonly app: string; readonly project: ReturnType<typeof copyFixture> }[] = [];

/** Pushes a fixture to the local platform with a Redis that the engine has. */
async function pushed(
  fixture: string,
): Promise<{ run: (...args: readonly string[]) => Promise<Ran>; push: Ran; url: string }> {
  const app = `sd-${fixture}-${process.pid}`;
  const project = copyFixture(fixture);
  projects.push({ app, project });
  const run = (...args: readonly string[]) => runCli(args, { cwd: project.root, state });
  const place = ['--app', app, '--port', String(await freePort()), '--base-image', debianBase];
  const push = await run('push', ...place, '--redis-image', await redisImage());
  return { run, push, url: push.stdout.trim().replace(/\/$/, '') };
}

afterAll(async () => {
  for (const { app, project } of projects) {
    await runCli(['destroy', '--app', app, '--confirm', app, '--delete-data'], { cwd: project.root, state });
    await removeImagesOf(project.root);
    project.remove();
  }
});

/** Asks until what is told is as wanted; the test's own limit ends it otherwise. */
async function until(url: string, isWanted: (told: Told) => boolean): Promise<Told> {
  for (;;) {
    const told = (await (await fetch(url)).json()) as Told;
    if (isWanted(told)) return told;
    await pause(200);
  }
}

test('a nested project with Celery: its worker does what the site gives it, its schedule runs, by a Redis of ours', async () => {
  const { push, run, url } = await pushed('celery-redis');
  expect(push.stderr).not.toContain('Error');
  expect(push.code).toBe(0);
  expect(push.stderr).toMatch(/Processes\s+worker, beat/);
  const given = (await (await fetch(`${url}/order/tea`)).json()) as Told;
  expect(Object.keys(given.orders)).toEqual(['tea']);
  const done = await until(`${url}/`, ({ orders, ticked }) => orders['tea'] !== '' && typeof ticked === 'string');
  expect(done.orders['tea']).toBe(done.ticked);
  expect(done.orders['tea']).not.toBe(done.here);
  const logs = await run('logs', '--process', 'worker');
  expect(logs.stdout).toMatch(/Task orders\.tasks\.finish\[.*succeeded/);
  expect(logs.stdout).not.toContain('Error');
  const again = await run('push');
  expect(again.stderr).toContain('is there');
  expect(again).toMatchObject({ code: 0, stdout: push.stdout });
});

test('a Procfile above a nested project: its release, and its worker under its name, with its variable', async () => {
  const { push, run, url } = await pushed('procfile-huey');
  expect(push.stderr).not.toContain('Error');
  expect(push.code).toBe(0);
  expect(push.stderr).toMatch(/Processes\s+night-worker/);
  await fetch(`${url}/order/tea`);
  const done = await until(`${url}/`, ({ orders }) => orders['tea'] !== '');
  expect(done.orders['tea']).toMatch(/^night \S+$/);
  expect(done.orders['tea']).not.toContain(done.here);
  expect(Object.keys(done.orders)).toEqual(['first', 'tea']);
  // The Redis of its tasks is its cache too: emptying that leaves the tasks alone.
  const lines = [
    'import os, redis',
    'from django.core.cache import cache, caches',
    'raw = redis.from_url(os.environ["REDIS_URL"])',
    'raw.set("queue", "job"), cache.set("page", 1)',
    'print(type(caches["default"]).__module__, cache.get("page"))',
    'cache.clear()',
    'print(cache.get("page"), raw.get("queue"))',
  ];
  const cleared = await run('run', '--', 'python', 'manage.py', 'shell', '-c', lines.join('\n'));
  expect(cleared.stdout).toContain("simple_deploy.redis_cache 1\nNone b'job'\n");
  const status = await run('status');
  expect(status.stderr).toMatch(/Process night-worker\s+running, since/);
});
