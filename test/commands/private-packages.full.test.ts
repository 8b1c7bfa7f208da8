import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bridgeAddress } from '../support/bridge-address.ts';
import { debianBase } from '../support/debian-base.ts';
import { copyImage, startEngine, suites, type TestEngine } from '../support/engines.ts';
import { copyFixture } from '../support/fixture-copy.ts';
import { shownByImage } from '../support/image-search.ts';
import {
  buildPrivately,
  knownHostsFile,
  netrcFor,
  type PrivateBuild,
  type PrivateHosts,
  sshAddress,
  startPrivateHosts,
  wordIn,
} from '../support/private-hosts.ts';

/** The same ways as on the machine's own engine, in one build each: secrets and keys go through the session, whatever the store of images. */
describe.each(suites)('private packages on the engine of Debian %s, with the containerd store', (suite) => {
  let engine: TestEngine;
  let hosts: PrivateHosts;
  let docker: Dockerode;
  beforeAll(async () => {
    engine = await startEngine(suite);
    copyImage(engine, debianBase);
    docker = new Dockerode({ socketPath: engine.socket });
    hosts = await startPrivateHosts(await bridgeAddress(docker));
  });
  afterAll(async () => {
    hosts.stop();
    await engine.stop();
  });

  async function build(lines: readonly string[], args: readonly string[], env = {}): Promise<PrivateBuild> {
    const { root, remove } = copyFixture('nested-same-name');
    appendFileSync(join(root, 'requirements.txt'), `${lines.join('\n')}\n`);
    try {
      return await buildPrivately(hosts, root, args, { DOCKER_HOST: `unix://${engine.socket}`, ...env });
    } finally {
      remove();
    }
  }

  /** What a build came to: nothing leaked, and what the packages in the image hold. */
  async function outcome(built: PrivateBuild) {
    expect(built.stderr).not.toContain('Error');
    const modules = ['sd_private_wheel', 'sd_private_git'];
    const words = await Promise.all(modules.map((module) => wordIn(built.stdout, module, docker)));
    // What was looked for in the image is found where it is.
    return { leaks: built.leaks, words, shown: shownByImage(built.stdout.trim(), [hosts.word], engine.env) };
  }
  const asWanted = () => ({ leaks: [], words: [hosts.word, hosts.word], shown: [hosts.word] });

  test('an index and a git repository by netrc', async () => {
    const fromGit = `sd_private_git @ git+${hosts.server.url}/sd_private_git.git@${hosts.commit}`;
    const lines = [`--extra-index-url ${hosts.server.url}/simple/`, 'sd-private-wheel', fromGit];
    const built = await build(lines, ['--build-secret', `id=netrc,src=${netrcFor(hosts)}`]);
    expect(await outcome(built)).toEqual(asWanted());
  });

  test('an index by a variable that holds the password, a repository over ssh by an agent', async () => {
    const { login, server, sshd, agent, commit } = hosts;
    const lines = ['sd-private-wheel==1.2', `sd_private_git @ git+${sshAddress(hosts)}@${commit}`];
    const index = ['--build-secret', 'id=PIP_EXTRA_INDEX_URL,env=PRIVATE_INDEX'];
    const ssh = ['--ssh', 'default', '--build-secret', `id=known_hosts,src=${knownHostsFile(sshd.knownHost)}`];
    const PRIVATE_INDEX = `http://${login.user}:${login.password}@${server.host}/simple/`;
    const built = await build(lines, [...index, ...ssh], { PRIVATE_INDEX, SSH_AUTH_SOCK: agent.socket });
    expect(await outcome(built)).toEqual(asWanted());
    expect(sshd.log()).toContain('Accepted publickey');
  });

  test('without the password it is said what could not be had', async () => {
    const built = await build([`--extra-index-url ${hosts.server.url}/simple/`, 'sd-private-wheel  # without'], []);
    expect(built).toMatchObject({ code: 1, stdout: '', leaks: [] });
    expect(built.stderr).toContain('sd-private-wheel');
    expect(built.stderr).toContain('--build-secret');
  });
});
