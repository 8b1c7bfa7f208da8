import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { runCli } from '../support/run-cli.ts';

/** Debian's client: it builds with the engine's BuildKit without a plugin. */
const CLIENT = '/usr/bin/docker';
const tag = `simple-deploy-test-context:${process.pid}`;
let project: ReturnType<typeof copyFixture>;

beforeAll(() => {
  project = copyFixture('two-levels');
});

afterAll(async () => {
  execFileSync(CLIENT, ['rmi', '-f', tag], { stdio: 'ignore' });
  await removeImagesOf(project.root);
  project.remove();
});

function layersOf(reference: string): unknown {
  return JSON.parse(
    execFileSync(CLIENT, ['image', 'inspect', '-f', '{{json .RootFS.Layers}}', reference], { encoding: 'utf8' }),
  );
}

test('simple-deploy context | docker build - gives the same layers without us', async () => {
  const options = [project.root, '--base-image', debianBase];
  const { stdout: reference } = await runCli(['build', ...options]);
  const context = await runCli(['context', ...options]);
  expect(context.code).toBe(0);
  const bundle = process.env['SSL_CERT_FILE'] ?? '';
  const secret = existsSync(bundle) ? ['--secret', `id=ca,src=${bundle}`] : [];
  const client = spawn(CLIENT, ['build', '-q', '-t', tag, ...secret, '-'], {
    env: { ...process.env, DOCKER_BUILDKIT: '1' },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  client.stdin.end(context.stdoutBytes);
  expect(await new Promise((resolve) => client.on('close', resolve))).toBe(0);
  expect(layersOf(tag)).toEqual(layersOf(reference.trim()));
});

test('dockerfile prints what lies in the context', async () => {
  const options = [project.root, '--base-image', debianBase];
  const { stdout } = await runCli(['dockerfile', ...options]);
  const { stdoutBytes } = await runCli(['context', ...options]);
  const inContext = execFileSync('tar', ['-xOf', '-', 'Dockerfile'], { input: stdoutBytes, encoding: 'utf8' });
  expect(inContext).toBe(stdout);
});
