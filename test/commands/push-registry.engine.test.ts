import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBack } from '../registry/support/open.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { makeCertificate, startRegistry, type RealRegistry } from '../support/real-registry.ts';
import { freePort } from '../support/free-port.ts';
import { newState, readLog, runCli } from '../support/run-cli.ts';
import { leaksOf, watchProcesses } from '../support/secrets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { snapshotTree } from '../support/tree-snapshot.ts';

const login = { user: 'ci', password: 'correct-horse-battery' };
let project: ReturnType<typeof copyFixture>;
let open: RealRegistry;
let guarded: RealRegistry;
let reference: string;
const pushed: string[] = [];

beforeAll(async () => {
  project = copyFixture('nested-same-name');
  [open, guarded] = await Promise.all([startRegistry(), startRegistry(login)]);
  reference = (
    await runCli(['build', project.root, '--base-image', debianBase, '--platform', 'linux/amd64'])
  ).stdout.trim();
});

afterAll(async () => {
  open.stop();
  guarded.stop();
  for (const each of pushed) execFileSync('docker', ['rmi', '-f', each], { stdio: 'ignore' });
  await removeImagesOf(project.root);
  project.remove();
});

function destination(registry: string, name: string): string {
  const full = `${registry}/team/blog:${name}`;
  pushed.push(full);
  return full;
}

function dockerConfig(host: string, user: string, password: string): string {
  const folder = temporaryFolder('docker-config');
  const auth = Buffer.from(`${user}:${password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  return folder;
}

/** A credential helper, as `docker login` would have filled it, in a folder for the PATH. */
function helperThatGives(host: string, username: string, secret: string): Readonly<Record<string, string>> {
  const folder = temporaryFolder('docker-config');
  const answer = JSON.stringify({ ServerURL: host, Username: username, Secret: secret });
  const script = `#!/bin/sh\ncat >/dev/null\ncat <<'END'\n${answer}\nEND\n`;
  writeFileSync(join(folder, 'docker-credential-simple-deploy-test'), script, { mode: 0o755 });
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ credHelpers: { [host]: 'simple-deploy-test' } }));
  return { DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env['PATH']}` };
}

function push(to: string, env: Readonly<Record<string, string>> = {}, ...more: readonly string[]) {
  return runCli(['push', '--to', 'registry', '--image', reference, '--destination', to, ...more], { env });
}

test('an image goes to a registry by its labels alone; the digest reference is on stdout', async () => {
  const to = destination(open.host, 'one');
  const ran = await push(to);
  expect(ran.stderr).not.toContain('Error');
  expect(ran).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^localhost:\d+\/team\/blog@sha256:[0-9a-f]{64}\n$/),
  });
  const digest = ran.stdout.trim().split('@')[1] ?? '';
  const answer = await fetch(`http://${open.host}/v2/team/blog/manifests/${digest}`, {
    headers: {
      Accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json',
    },
  });
  expect(answer.status).toBe(200);
});

test('--format writes another manifest over the same layers, with a digest that the content gives', async () => {
  const to = destination(guarded.host, 'formatted');
  const env = { DOCKER_CONFIG: dockerConfig(guarded.host, login.user, login.password) };
  const ran = await push(to, env, '--format', 'oci');
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/@sha256:[0-9a-f]{64}\n$/) as string });
  const manifest = readBack(to, '--tls-verify=false', `--creds=${login.user}:${login.password}`);
  expect(manifest.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
  expect((await push(to, env, '--format', 'oci')).stdout).toBe(ran.stdout);
  expect(leaksOf([login.password], { stderr: ran.stderr, log: JSON.stringify(readLog(ran.state)) })).toEqual([]);
  expect(await push(to, env, '--format', 'v2s2')).toMatchObject({ code: 2, stdout: '' });
});

test('--ca-bundle is trusted by us too; one without certificates is an error', async () => {
  const folder = temporaryFolder('tls');
  const certificate = makeCertificate(folder);
  const registry = await startRegistry(undefined, certificate);
  try {
    const to = destination(registry.host, 'trusted');
    const env = { SSL_CERT_FILE: '' };
    const distrusted = await push(to, env, '--format', 'docker');
    expect(distrusted).toMatchObject({ code: 1, stdout: '' });
    expect(distrusted.stderr).toContain('--ca-bundle');
    const trusted = await push(to, env, '--format', 'docker', '--ca-bundle', certificate.cert);
    expect(trusted.stderr).not.toContain('Error');
    expect(trusted.code).toBe(0);
    const empty = await push(to, env, '--format', 'docker', '--ca-bundle', certificate.key.replace('key', 'no'));
    expect(empty.code).toBe(2);
  } finally {
    registry.stop();
  }
});

describe('credentials are found as docker finds them, and show nowhere', () => {
  const { user, password } = login;
  const token = 'eyJhbGciOi+refresh/token==';
  test.each([
    ['a password in the file', 0, () => ({ DOCKER_CONFIG: dockerConfig(guarded.host, user, password) }), password],
    ['a password of a helper', 0, () => helperThatGives(guarded.host, user, password), password],
    // Debian's registry has no refresh tokens: it refuses.
    ['an identity token of a helper', 1, () => helperThatGives(guarded.host, '<token>', token), token],
  ])('%s', async (_name, code, environment, secret) => {
    const to = destination(guarded.host, 'one');
    const watch = watchProcesses(() => [secret]);
    const ran = await push(to, environment());
    const commandLines = watch.stop();
    expect({ code: ran.code, isPushed: ran.stdout.includes('@sha256:') }).toEqual({ code, isPushed: code === 0 });
    const texts = { stderr: ran.stderr, stdout: ran.stdout, log: JSON.stringify(readLog(ran.state)) };
    expect(leaksOf([secret, `${user}:${secret}`], texts)).toEqual([]);
    expect(commandLines).toEqual([]);
  });
});

test('the log has the requests to the registry and the program that gave the password', async () => {
  const to = destination(guarded.host, 'one');
  const { state } = await push(to, helperThatGives(guarded.host, login.user, login.password));
  const entries = readLog(state);
  const ms = expect.any(Number) as number;
  const title = `HEAD http://${guarded.host}/v2/team/blog/manifests/one`;
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'api', title, status: 200, ms }));
  const helper = 'docker-credential-simple-deploy-test get';
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'command', title: helper, exit: 0, ms }));
});

describe('a registry that refuses', () => {
  test('the login', async () => {
    const to = destination(guarded.host, 'two');
    const ran = await push(to, { DOCKER_CONFIG: dockerConfig(guarded.host, 'ci', 'wrong-password') });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`docker login ${guarded.host}`);
    expect(ran.stderr).not.toContain('wrong-password');
  });

  test('the name', async () => {
    const ran = await push(`${open.host}/Team/Blog:1`);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('Team/Blog');
    expect(ran.stderr).toMatch(/^→ /m);
  });

  test('to be there', async () => {
    const to = destination(`localhost:${await freePort()}`, 'three');
    const ran = await push(to);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(to.split('/')[0]);
    expect(ran.stderr).toMatch(/^→ /m);
  });

  test('no destination at all', async () => {
    const ran = await runCli(['push', '--to', 'registry', '--image', reference]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('--destination');
  });
});

test.each([
  ['simple-deploy/not-there:000000000000', 'docker load'],
  [debianBase, 'not built by simple-deploy'],
])('--image %s is an error that says what to do', async (image, said) => {
  const ran = await runCli(['push', '--image', image]);
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toContain(said);
});

/** The scripts of docs/ci.md as they stand there. */
function recipes(): readonly string[] {
  const text = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, script]) => script ?? '');
}

test('the recipe of docs/ci.md works: a build job, then a push job without the project', async () => {
  const [build = '', pushJob = '', ...more] = recipes();
  expect(more).toEqual([]);
  const bin = temporaryFolder('bin');
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  writeFileSync(join(bin, 'simple-deploy'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, { mode: 0o755 });
  writeFileSync(join(project.root, 'simple-deploy.toml'), `base-image = "${debianBase}"\n`);
  const jobSummary = join(bin, 'summary.md');
  const to = destination(open.host, 'ci');
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
    XDG_STATE_HOME: newState(),
    DESTINATION: to,
    GITHUB_STEP_SUMMARY: jobSummary,
  };
  const other = join(bin, 'push-job');
  mkdirSync(other);
  const before = snapshotTree(project.root);
  execFileSync('sh', ['-c', build], { cwd: project.root, env, stdio: 'pipe' });
  const built = readFileSync(join(project.root, 'image.txt'), 'utf8').trim();
  for (const file of ['image.txt', 'image.tar.gz']) execFileSync('mv', [join(project.root, file), other]);
  expect(snapshotTree(project.root).gitStatus).toBe(before.gitStatus);
  execFileSync('docker', ['rmi', built], { stdio: 'ignore' });
  // The push job has no engine.
  const pushEnv = { ...env, DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
  execFileSync('sh', ['-c', pushJob], { cwd: other, env: pushEnv, stdio: 'pipe' });
  expect(readFileSync(join(other, 'digest.txt'), 'utf8')).toMatch(/^localhost:\d+\/team\/blog@sha256:[0-9a-f]{64}\n$/);
  expect(readFileSync(jobSummary, 'utf8')).toMatch(/# Built[^]*# Pushed /);
});
