import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { freePort } from '../support/free-port.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';

const app = `sd-interrupted-${process.pid}`;
const state = newState();
let project: ReturnType<typeof copyFixture>;
let port: string;
let url: URL;

beforeAll(async () => {
  project = copyFixture('nested-same-name');
  port = String(await freePort());
  const first = await push();
  if (first.code !== 0) throw new Error(first.stderr);
  url = new URL(first.stdout.trim());
});

afterAll(async () => {
  await runCli(['destroy', project.root, '--app', app, '--confirm', app, '--delete-data'], { state });
  await removeImagesOf(project.root);
  project.remove();
});

/** Pushes; when a step of that title has begun, the process gets the signal. */
function push(during?: string, signal: NodeJS.Signals = 'SIGINT'): Promise<Ran> {
  let isSent = false;
  const place = ['--app', app, '--port', port, '--base-image', debianBase];
  return runCli(['push', project.root, ...place], {
    state,
    onStderr: (text, child) => {
      // Once: a second signal would end the process before it has cleaned up.
      if (during !== undefined && !isSent && text.includes(`- ${during}`)) isSent = child.kill(signal);
    },
  });
}

/** Containers, volumes and networks of the app. */
function everything(): readonly string[] {
  const list = (...words: readonly string[]): readonly string[] =>
    execFileSync('docker', [...words, '--filter', `name=simple-deploy-${app}-`], { encoding: 'utf8' })
      .split('\n')
      .filter((name) => name !== '');
  return [
    ...list('ps', '--all', '--format', '{{.Names}} {{.State}}'),
    ...list('volume', 'ls', '--format', '{{.Name}}'),
    ...list('network', 'ls', '--format', '{{.Name}}'),
  ];
}

const whole = [`simple-deploy-${app}-web running`, `simple-deploy-${app}-data`];
const serving = 'Start the new release on port';

function change(): void {
  appendFileSync(join(project.root, 'blog', 'manage.py'), '# changed\n');
}

test.each(['Ask it for /-/health', serving])('SIGINT in "%s": exit 130, what ran before runs on', async (step) => {
  expect(everything()).toEqual(whole);
  change();
  const ran = await push(step);
  expect(ran).toMatchObject({ code: 130, stdout: '' });
  expect(ran.stderr).toContain('Interrupted');
  expect((await fetch(url)).status).toBe(200);
  expect(everything()).toEqual(whole);
});

test('kill -9 when the old release has stopped: the next push repairs what it left', async () => {
  change();
  const killed = await push(serving, 'SIGKILL');
  expect(killed).toMatchObject({ code: null, stdout: '' });
  const ran = await push();
  expect(ran.stderr).not.toContain('Error');
  expect(ran).toMatchObject({ code: 0, stdout: `${url.href}\n` });
  expect((await fetch(url)).status).toBe(200);
  expect(everything()).toEqual(whole);
});
