import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
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
import {
  buildPrivately,
  knownHostsFile,
  netrcFor,
  type PrivateHosts,
  sshAddress,
  startPrivateHosts,
  wordIn,
} from '../support/private-hosts.ts';
import { makeWheel } from '../support/private-package.ts';
import { runOnce } from '../support/run-once.ts';
import { servedPylock } from '../support/served-pylock.ts';
import { makeKey } from '../support/ssh-agent.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tinyPlan } from '../support/tiny-plan.ts';

const projects: ReturnType<typeof copyFixture>[] = [];
let engine: Engine;
let hosts: PrivateHosts;

beforeAll(async () => {
  engine = await connectEngine({});
  hosts = await startPrivateHosts(await bridgeAddress(engine.api));
  // Two that the public index has in newer versions: one that fits, one that is too old for what asks for it.
  makeWheel(hosts.folder, 'six', '1.9', `WORD = '${hosts.word}'\n`);
  makeWheel(hosts.folder, 'sqlparse', '0.1', '');
});
afterAll(async () => {
  hosts.stop();
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

const build = (root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  buildPrivately(hosts, root, args, env);

// A build takes most of a minute where nothing is cached yet: each proves a way to an index and one to git.
describe('packages of an index and of a git repository that want a password or a key', () => {
  test('both by netrc; of two indexes the first one that has a version that fits', async () => {
    const fromGit = `sd_private_git @ git+${hosts.server.url}/sd_private_git.git@${hosts.commit}`;
    const root = projectWith(`--extra-index-url ${hosts.server.url}/simple/`, 'sd-private-wheel', 'six', fromGit);
    const built = await build(root, ['--build-secret', `id=netrc,src=${netrcFor(hosts)}`]);
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    expect(await wordIn(built.stdout, 'sd_private_wheel')).toBe(hosts.word);
    expect(await wordIn(built.stdout, 'six')).toBe(hosts.word);
    expect(hosts.server.requests.some(({ allowed, path }) => allowed && path.endsWith('.whl'))).toBe(true);
    expect(await wordIn(built.stdout, 'sd_private_git')).toBe(hosts.word);
    expect(hosts.server.requests.some(({ allowed, path }) => allowed && path.endsWith('/git-upload-pack'))).toBe(true);
    // What was looked for is found where it is.
    expect(shownByImage(built.stdout.trim(), [hosts.word])).toContain(hosts.word);
  });

  test('by a variable that holds the address with the password, and over ssh with an agent and a known host key', async () => {
    const fromGit = `sd_private_git @ git+${sshAddress(hosts)}@${hosts.commit}`;
    const root = projectWith(`sd-private-wheel==1.2  # ${hosts.word} of ${hosts.server.url}`, fromGit);
    const env = { PRIVATE_INDEX: `http://${hosts.login.user}:${hosts.login.password}@${hosts.server.host}/simple/` };
    const index = ['--build-secret', 'id=PIP_EXTRA_INDEX_URL,env=PRIVATE_INDEX'];
    const ssh = ['--ssh', 'default', '--build-secret', `id=known_hosts,src=${knownHostsFile(hosts.sshd.knownHost)}`];
    const built = await build(root, [...index, ...ssh], { ...env, SSH_AUTH_SOCK: hosts.agent.socket });
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    expect(await wordIn(built.stdout, 'sd_private_wheel')).toBe(hosts.word);
    expect(await wordIn(built.stdout, 'sd_private_git')).toBe(hosts.word);
    expect(hosts.sshd.log()).toContain('Accepted publickey');
  });

  test('by a name and a password for an index of pyproject.toml, and over ssh with a key file and known hosts of the person', async () => {
    const project = copyFixture('nested-same-name');
    projects.push(project);
    execFileSync('git', ['-C', project.root, 'rm', '-q', 'requirements.txt']);
    const table = `[project]\nname = "site"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["Django==5.2.19", "sd-private-wheel", "sd_private_git @ git+${sshAddress(hosts)}@main"]\n`;
    const index = `[[tool.uv.index]]\nname = "private"\nurl = "${hosts.server.url}/simple/"\n`;
    writeFileSync(join(project.root, 'pyproject.toml'), `${table}${index}`);
    const secrets = [
      '--build-secret',
      'id=UV_INDEX_PRIVATE_USERNAME',
      '--build-secret',
      'id=UV_INDEX_PRIVATE_PASSWORD',
    ];
    const env = { UV_INDEX_PRIVATE_USERNAME: hosts.login.user, UV_INDEX_PRIVATE_PASSWORD: hosts.login.password };
    const HOME = temporaryFolder('home');
    mkdirSync(join(HOME, '.ssh'));
    writeFileSync(join(HOME, '.ssh/known_hosts'), hosts.sshd.knownHost);
    const built = await build(project.root, [...secrets, '--ssh', `default=${hosts.key.file}`], { ...env, HOME });
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    expect(await wordIn(built.stdout, 'sd_private_wheel')).toBe(hosts.word);
    expect(await wordIn(built.stdout, 'sd_private_git')).toBe(hosts.word);
  });

  test('of a pylock.toml, in the versions that it locks', async () => {
    const project = copyFixture('nested-same-name');
    projects.push(project);
    execFileSync('git', ['-C', project.root, 'rm', '-q', 'requirements.txt']);
    const lock = servedPylock(hosts.folder, hosts.server.url, ['Django==5.2.19', 'sqlparse==0.5.3']);
    writeFileSync(join(project.root, 'pylock.toml'), lock);
    const built = await build(project.root, ['--build-secret', `id=netrc,src=${netrcFor(hosts)}`]);
    expect(built.stderr).not.toContain('Error');
    expect(built.leaks).toEqual([]);
    const command = ['python', '-c', 'import sqlparse, gunicorn; print(sqlparse.__version__)'];
    expect((await runOnce(built.stdout.trim(), { command, network: 'none' })).stdout.trim()).toBe('0.5.3');
    expect(hosts.server.requests.some(({ allowed, path }) => allowed && path.startsWith('/wheels/sqlparse'))).toBe(
      true,
    );
  });

  test('without the password it is said what could not be had', async () => {
    const root = projectWith(`--extra-index-url ${hosts.server.url}/simple/`, 'sd-private-wheel  # without');
    const { code, stderr, leaks } = await build(root, []);
    expect(code).toBe(1);
    expect(stderr).toContain('sd-private-wheel');
    expect(stderr).toContain('--build-secret');
    expect(leaks).toEqual([]);
  });

  test('a host that is not known, a key that is not let in, no agent at all', async () => {
    const root = projectWith(`sd_private_git @ git+${sshAddress(hosts)}`);
    const strange = await build(root, ['--ssh', 'default'], { SSH_AUTH_SOCK: hosts.agent.socket, HOME: hosts.folder });
    expect(strange).toMatchObject({ code: 1, stdout: '' });
    expect(strange.stderr).toContain('Host key verification failed');
    expect(strange.stderr).toContain('ssh-keyscan');
    const args = ['--build-secret', `id=known_hosts,src=${knownHostsFile(hosts.sshd.knownHost)}`];
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
  const plan = tinyPlan('caches', `FROM ${debianBase}\nRUN ${mounts} ${script} # ${hosts.word}\n`);
  const { lines } = await tryBuild(engine, plan, {
    secrets: new Map([['needles', Buffer.from(`${hosts.login.password}\n`)]]),
  });
  await removeImage(engine, plan.reference);
  expect(lines).toEqual(['searched', expect.any(String)]);
});
