import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectEngine } from '../../src/docker/engine.ts';
import { removeImage } from '../../src/docker/images.ts';
import { wordsFor } from '../../src/messages.ts';
import type { UserError } from '../../src/problems.ts';
import type { BuildEvent } from '../../src/values/build-event.ts';
import { processesWith } from '../support/processes.ts';
import { makeKey, startAgent, type TestAgent } from '../support/ssh-agent.ts';
import { type SshServer, startSshServer } from '../support/ssh-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { fileEntry, folderEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';
import { run, tryBuild } from './build-suite.ts';

const key = makeKey();
let server: SshServer;
let agent: TestAgent;
let DOCKER_HOST: string;

beforeAll(async () => {
  server = await startSshServer('127.0.0.1', key);
  agent = await startAgent(key);
  // By a name that only the person's own configuration knows.
  DOCKER_HOST = `ssh://${server.user}@builder.test`;
});
afterAll(() => {
  server.stop();
  agent.stop();
});

/**
 * An environment whose ssh reads a configuration of the test's own: OpenSSH takes the home folder from the user
 * database, so one that stands first on the PATH names the file.
 */
function personWith(o: { readonly knownHosts: string; readonly socket?: string }): NodeJS.ProcessEnv {
  const folder = temporaryFolder('person');
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('known_hosts'), o.knownHosts);
  writeFileSync(
    file('config'),
    `Host builder.test\n  HostName 127.0.0.1\n  Port ${server.port}\n  UserKnownHostsFile ${file('known_hosts')}\n  GlobalKnownHostsFile /dev/null\n  IdentityFile ${file('no-key')}\n  BatchMode yes\n`,
  );
  mkdirSync(file('bin'));
  writeFileSync(file('bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${file('config')} "$@"\n`, { mode: 0o755 });
  const PATH = `${file('bin')}:${process.env['PATH']}`;
  return { PATH, HOME: folder, DOCKER_HOST, ...(o.socket !== undefined && { SSH_AUTH_SOCK: o.socket }) };
}

async function refusal(env: NodeJS.ProcessEnv) {
  const error: unknown = await connectEngine(env).catch((error: unknown) => error);
  const { problem } = error as UserError;
  return { problem, text: JSON.stringify(wordsFor(problem)) };
}

const plan = (name: string, step: string) =>
  tinyPlan(name, `FROM ${localBase}\nCOPY project /project\nRUN ${step} # ${run}\n`, [
    folderEntry('project'),
    fileEntry('project/large', Buffer.alloc(20_000_000, run)),
  ]);

describe("an engine that is reached over OpenSSH's ssh and sshd", () => {
  test('builds, context and session by connections of their own, and leaves none behind', async () => {
    const engine = await connectEngine(personWith({ knownHosts: server.knownHost, socket: agent.socket }));
    const tree = plan('over-ssh', 'sha256sum /project/large | cut -c1-64');
    const { problem, lines, result } = await tryBuild(engine, tree);
    await removeImage(engine, tree.reference);
    engine.close();
    expect(problem).toBeUndefined();
    expect(lines).toEqual([tree.entries.find(({ path }) => path === 'project/large')?.digest]);
    expect(result?.bytesSent).toBeGreaterThanOrEqual(20_000_000);
    expect(server.log()).toContain('Accepted publickey');
    await expect.poll(() => processesWith('dial-stdio'), { timeout: 10_000 }).toEqual([]);
  });

  test('a build that is interrupted ends there too', async () => {
    const engine = await connectEngine(personWith({ knownHosts: server.knownHost, socket: agent.socket }));
    const nap = `301.${process.pid}`;
    const stop = new AbortController();
    const onEvent = (event: BuildEvent): void => {
      if (event.kind === 'log' && event.line === 'begun') stop.abort();
    };
    const { problem } = await tryBuild(engine, plan('over-ssh-interrupted', `echo begun && sleep ${nap}`), {
      signal: stop.signal,
      onEvent,
    });
    engine.close();
    expect(problem).toEqual({ code: 'build-cancelled' });
    await expect.poll(() => processesWith(`sleep ${nap}`), { timeout: 20_000 }).toEqual([]);
  });

  test("ssh's own words when the host is not known, another one, or lets nobody in", async () => {
    const unknown = await refusal(personWith({ knownHosts: '', socket: agent.socket }));
    expect(unknown.problem).toMatchObject({ code: 'engine-absent', address: DOCKER_HOST, origin: 'DOCKER_HOST' });
    expect(unknown.text).toContain('Host key verification failed');

    const other = readFileSync(makeKey().publicFile, 'utf8');
    const another = `[127.0.0.1]:${server.port} ${other}`;
    const changed = await refusal(personWith({ knownHosts: another, socket: agent.socket }));
    expect(changed.text).toContain('REMOTE HOST IDENTIFICATION HAS CHANGED');

    const locked = await refusal(personWith({ knownHosts: server.knownHost }));
    expect(locked.problem).toMatchObject({ code: 'engine-absent', address: DOCKER_HOST });
    expect(locked.text).toContain('Permission denied (publickey)');
  });

  test('the connection breaks in the middle of a build', async () => {
    const engine = await connectEngine(personWith({ knownHosts: server.knownHost, socket: agent.socket }));
    const onEvent = (event: BuildEvent): void => {
      if (event.kind === 'log' && event.line === 'begun') server.breakConnections();
    };
    const { problem } = await tryBuild(engine, plan('over-ssh-broken', 'echo begun && sleep 30'), { onEvent });
    engine.close();
    expect(problem).toMatchObject({ code: 'engine-lost', during: 'building the image' });
  });
});
