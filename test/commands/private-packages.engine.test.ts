import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { removeImage } from '../../src/docker/images.ts';
import { tryBuild } from '../docker/build-suite.ts';
import { bridgeAddress } from '../support/bridge-address.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { shownByImage } from '../support/image-search.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { type PasswordServer, startPasswordServer } from '../support/password-server.ts';
import { makeRepository, makeWheel } from '../support/private-package.ts';
import { newState, runCli, type Ran } from '../support/run-cli.ts';
import { runOnce } from '../support/run-once.ts';
import { leaksOf, watchProcesses } from '../support/secrets.ts';
import { servedPylock } from '../support/served-pylock.ts';
import { makeKey, startAgent, type TestAgent } from '../support/ssh-agent.ts';
import { type SshServer, startSshServer } from '../support/ssh-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tinyPlan } from '../support/tiny-plan.ts';

const word = `word-${randomBytes(6).toString('hex')}`;
const login = { user: 'reader', password: `pw-${randomBytes(12).toString('hex')}` };
const folder = temporaryFolder('private-packages');
const key = makeKey();
const projects: ReturnType<typeof copyFixture>[] = [];
let engine: Engine;
let server: PasswordServer;
let sshd: SshServer;
let agent: TestAgent;
let commit: string;

beforeAll(async () => {
  makeWheel(folder, 'sd_private_wheel', '1.2', `WORD = '${word}'\n`);
  // Two that the public index has in newer versions: one that fits, one that is too old for what asks for it.
  makeWheel(folder, 'six', '1.9', `WORD = '${word}'\n`);
  makeWheel(folder, 'sqlparse', '0.1', '');
  commit = makeRepository(folder, 'sd_private_git', `WORD = '${word}'\n`);
  engine = await connectEngine({});
  const address = await bridgeAddress(engine.api);
  server = await startPasswordServer(folder, address, login);
  sshd = await startSshServer(address, key);
  agent = await startAgent(key);
});
afterAll(async () => {
  server.stop();
  sshd.stop();
  agent.stop();
  engine.close();
  for (const { root, remove } of projects) {
    await removeImagesOf(root);
    remove();
  }
});

/** A nested project whose requirements.txt has these lines too. */
function projectWith(...lines: readonly string[]): string {
  const project = copyFixture('nested-same-name');
  projects.push(project);
  appendFileSync(join(project.root, 'requirements.txt'), `${lines.join('\n')}\n`);
  return project.root;
}

interface Built extends Ran {
  /** Where the password, or the key, was found. */
  readonly leaks: readonly string[];
}

/** Builds, and looks for the secrets in all that a run leaves behind. */
async function build(root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Built> {
  const secrets = [login.password, ...keyLines()];
  const watch = watchProcesses(() => [login.password]);
  const options = { cwd: root, state: newState(), env: { SSH_AUTH_SOCK: undefined, ...env } };
  const ran = await runCli(['build', '--verbose', '--base-image', debianBase, ...args], options);
  const seen = watch.stop();
  const logs = readdirSync(join(ran.state, 'simple-deploy'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const texts = { stdout: ran.stdout, stderr: ran.stderr, logs: logs.join('\n'), processes: seen.join('\n') };
  const image = ran.code === 0 ? shownByImage(ran.stdout.trim(), secrets) : [];
  return { ...ran, leaks: [...leaksOf(secrets, texts), ...image] };
}

/** The lines of the private key, without its frame and its head, which every key has. */
function keyLines(): readonly string[] {
  return readFileSync(key.file, 'utf8').split('\n').slice(2, -2);
}

/** What the module of the package holds, in a container of the image. */
async function wordIn(reference: string, module: string): Promise<string> {
  const command = ['python', '-c', `import ${module}; print(${module}.WORD)`];
  const { stdout, stderr } = await runOnce(reference.trim(), { command, network: 'none' });
  return stdout.trim() || stderr;
}

function netrc(): string {
  const file = join(temporaryFolder('home'), 'netrc');
  const machine = server.host.split(':')[0];
  writeFileSync(file, `machine ${machine}\nlogin ${login.user}\npassword ${login.password}\n`, { mode: 0o600 });
  return file;
}

function address(): string {
  return `ssh://${sshd.user}@${server.host.split(':')[0]}:${sshd.port}${join(folder, 'sd_private_git.git')}`;
}

function knownHosts(line: string): string {
  const file = join(temporaryFolder('home'), 'known_hosts');
  writeFileSync(file, line);
  return file;
}

// A build takes most of a minute where nothing is cached yet: each proves a way to an index and one to git.
describe('packages of an index and of a git repository that want a password or a key', () => {
  test('both by netrc; of two indexes the first one that has a version that fits', async () => {
    const fromGit = `sd_private_git @ git+${server.url}/sd_private_git.git@${commit}`;
    const root = projectWith(`--extra-index-url ${server.url}/simple/`, 'sd-private-wheel', 'six', fromGit);
    const built = await build(root, ['--build-secret', `id=netrc,src=${netrc()}`]);
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    expect(await wordIn(built.stdout, 'sd_private_wheel')).toBe(word);
    expect(await wordIn(built.stdout, 'six')).toBe(word);
    expect(server.requests.some(({ allowed, path }) => allowed && path.endsWith('.whl'))).toBe(true);
    expect(await wordIn(built.stdout, 'sd_private_git')).toBe(word);
    expect(server.requests.some(({ allowed, path }) => allowed && path.endsWith('/git-upload-pack'))).toBe(true);
    // What was looked for is found where it is.
    expect(shownByImage(built.stdout.trim(), [word])).toContain(word);
  });

  test('by a variable that holds the address with the password, and over ssh with an agent and a known host key', async () => {
    const fromGit = `sd_private_git @ git+${address()}@${commit}`;
    const root = projectWith(`sd-private-wheel==1.2  # ${word} of ${server.url}`, fromGit);
    const env = { PRIVATE_INDEX: `http://${login.user}:${login.password}@${server.host}/simple/` };
    const index = ['--build-secret', 'id=PIP_EXTRA_INDEX_URL,env=PRIVATE_INDEX'];
    const ssh = ['--ssh', 'default', '--build-secret', `id=known_hosts,src=${knownHosts(sshd.knownHost)}`];
    const built = await build(root, [...index, ...ssh], { ...env, SSH_AUTH_SOCK: agent.socket });
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    expect(await wordIn(built.stdout, 'sd_private_wheel')).toBe(word);
    expect(await wordIn(built.stdout, 'sd_private_git')).toBe(word);
    expect(sshd.log()).toContain('Accepted publickey');
  });

  test('by a name and a password for an index of pyproject.toml, and over ssh with a key file and known hosts of the person', async () => {
    const project = copyFixture('nested-same-name');
    projects.push(project);
    execFileSync('git', ['-C', project.root, 'rm', '-q', 'requirements.txt']);
    const table = `[project]\nname = "site"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["Django==5.2.19", "sd-private-wheel", "sd_private_git @ git+${address()}@main"]\n`;
    const index = `[[tool.uv.index]]\nname = "private"\nurl = "${server.url}/simple/"\n`;
    writeFileSync(join(project.root, 'pyproject.toml'), `${table}${index}`);
    const secrets = [
      '--build-secret',
      'id=UV_INDEX_PRIVATE_USERNAME',
      '--build-secret',
      'id=UV_INDEX_PRIVATE_PASSWORD',
    ];
    const env = { UV_INDEX_PRIVATE_USERNAME: login.user, UV_INDEX_PRIVATE_PASSWORD: login.password };
    const HOME = temporaryFolder('home');
    mkdirSync(join(HOME, '.ssh'));
    writeFileSync(join(HOME, '.ssh/known_hosts'), sshd.knownHost);
    const built = await build(project.root, [...secrets, '--ssh', `default=${key.file}`], { ...env, HOME });
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    expect(await wordIn(built.stdout, 'sd_private_wheel')).toBe(word);
    expect(await wordIn(built.stdout, 'sd_private_git')).toBe(word);
  });

  test('of a pylock.toml, in the versions that it locks', async () => {
    const project = copyFixture('nested-same-name');
    projects.push(project);
    execFileSync('git', ['-C', project.root, 'rm', '-q', 'requirements.txt']);
    const lock = servedPylock(folder, server.url, ['Django==5.2.19', 'sqlparse==0.5.3']);
    writeFileSync(join(project.root, 'pylock.toml'), lock);
    const built = await build(project.root, ['--build-secret', `id=netrc,src=${netrc()}`]);
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    const command = ['python', '-c', 'import sqlparse, gunicorn; print(sqlparse.__version__)'];
    expect((await runOnce(built.stdout.trim(), { command, network: 'none' })).stdout.trim()).toBe('0.5.3');
    expect(server.requests.some(({ allowed, path }) => allowed && path.startsWith('/wheels/sqlparse'))).toBe(true);
  });

  test('without the password it is said what could not be had', async () => {
    const root = projectWith(`--extra-index-url ${server.url}/simple/`, 'sd-private-wheel  # without');
    const { code, stderr, leaks } = await build(root, []);
    expect(code).toBe(1);
    expect(stderr).toContain('sd-private-wheel');
    expect(stderr).toContain('--build-secret');
    expect(leaks).toEqual([]);
  });

  test('a host that is not known, a key that is not let in, no agent at all', async () => {
    const root = projectWith(`sd_private_git @ git+${address()}`);
    const strange = await build(root, ['--ssh', 'default'], { SSH_AUTH_SOCK: agent.socket, HOME: folder });
    expect(strange).toMatchObject({ code: 1, stdout: '' });
    expect(strange.stderr).toContain('Host key verification failed');
    expect(strange.stderr).toContain('ssh-keyscan');
    const args = ['--build-secret', `id=known_hosts,src=${knownHosts(sshd.knownHost)}`];
    const other = await build(root, ['--ssh', `default=${makeKey().file}`, ...args]);
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('Permission denied (publickey)');
    const none = await build(root, args);
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toContain('--ssh default');
  });
});

test('the caches of the build hold no password', async () => {
  const mounts = '--mount=type=cache,id=simple-deploy-packages,target=/cache --mount=type=secret,id=needles';
  const script = `grep -rlaF -f /run/secrets/needles /cache; echo searched; ls /cache | head -1`;
  const plan = tinyPlan('caches', `FROM ${debianBase}\nRUN ${mounts} ${script} # ${word}\n`);
  const { lines } = await tryBuild(engine, plan, {
    secrets: new Map([['needles', Buffer.from(`${login.password}\n`)]]),
  });
  await removeImage(engine, plan.reference);
  expect(lines).toEqual(['searched', expect.any(String)]);
});
