import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { countKeys } from '../../../src/docker/ssh/agent-connection.ts';
import { openAgents } from '../../../src/docker/ssh/agents.ts';
import { wordsFor } from '../../../src/messages.ts';
import type { UserError } from '../../../src/problems.ts';
import { processesWith } from '../../support/processes.ts';
import { makeKey, startAgent, type TestAgent } from '../../support/ssh-agent.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let agent: TestAgent;
beforeAll(async () => {
  // Of its own, so that only agents of this file are seen there; also in the processes that it starts.
  vi.stubEnv('TMPDIR', temporaryFolder('temporary'));
  agent = await startAgent(makeKey());
});
afterAll(() => {
  agent.stop();
  vi.unstubAllEnvs();
});

type Wanted = Readonly<Record<string, readonly string[]>>;
const open = (wanted: Wanted, env = process.env) => openAgents(new Map(Object.entries(wanted)), env);

async function refused(wanted: Wanted, env = process.env) {
  const error: unknown = await open(wanted, env).catch((error: unknown) => error);
  const { problem } = error as UserError;
  const { what, found = [], next } = wordsFor(problem);
  return { problem, text: [what, ...found, ...next].join('\n') };
}

const folders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('simple-deploy-agent-') && !name.includes('.'));

describe('openAgents', () => {
  test('sockets are the agents that listen there', async () => {
    const other = await startAgent(makeKey('rsa'), makeKey('ecdsa'));
    const agents = await open({ default: [agent.socket], work: [other.socket] });
    expect([...agents.sockets]).toEqual([
      ['default', agent.socket],
      ['work', other.socket],
    ]);
    await agents.close();
    // Neither is ours to end.
    expect(await countKeys(agent.socket)).toBe(1);
    expect(await countKeys(other.socket)).toBe(2);
    other.stop();
  });

  test('key files are held by an agent of their own, until it is closed', async () => {
    const [one, two] = [makeKey('rsa'), makeKey('ecdsa')];
    const agents = await open({ default: [one.file, two.file] });
    const socket = agents.sockets.get('default') ?? '';
    expect(await countKeys(socket)).toBe(2);
    await agents.close();
    await expect(countKeys(socket)).rejects.toThrow('ENOENT');
    expect(processesWith(one.file)).toEqual([]);
  });

  test('no agent answers, or something else does', async () => {
    const dead = await startAgent();
    await dead.kill();
    const absent = await refused({ default: [dead.socket] });
    expect(absent.problem).toMatchObject({ code: 'ssh-agent-absent', id: 'default', path: dead.socket });
    expect(absent.text).toContain('ECONNREFUSED');

    const path = join(temporaryFolder('web'), 'socket');
    const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(path);
    const strange = await refused({ default: [path] });
    expect(strange.problem).toMatchObject({ code: 'ssh-agent-absent', reason: expect.stringContaining("SSH agent's") });
    web.close();
  });

  test('an agent without keys', async () => {
    const empty = await startAgent();
    const { problem, text } = await refused({ default: [empty.socket] });
    expect(problem).toEqual({ code: 'ssh-agent-empty', id: 'default', path: empty.socket });
    expect(text).toContain('ssh-add');
    empty.stop();
  });

  test('a key that is locked, open to others, the public half, no key, not there', async () => {
    const before = folders();
    const locked = makeKey('ed25519', 'a passphrase');
    expect(await refused({ default: [locked.file] })).toEqual({
      problem: { code: 'ssh-key-unusable', files: [locked.file], reason: 'it is locked with a passphrase' },
      text: expect.stringContaining(`ssh-add ${locked.file}   `),
    });
    const exposed = makeKey();
    chmodSync(exposed.file, 0o644);
    expect((await refused({ default: [exposed.file] })).text).toContain(`chmod 600 ${exposed.file}`);
    const half = makeKey();
    chmodSync(half.publicFile, 0o600);
    expect((await refused({ default: [half.publicFile] })).text).toContain(`name ${half.file}`);
    const text = join(temporaryFolder('key'), 'id');
    writeFileSync(text, 'no key', { mode: 0o600 });
    expect((await refused({ default: [text] })).problem).toMatchObject({ reason: expect.stringContaining(text) });
    const gone = await refused({ default: [`${text}-gone`] });
    expect(gone.problem).toMatchObject({ code: 'ssh-key-unusable', reason: expect.stringContaining('No such file') });
    expect(gone.text).toContain('give the path of a key');
    expect(folders()).toEqual(before);
  });

  test('without OpenSSH a key file cannot be lent', async () => {
    const { problem } = await refused({ default: [makeKey().file] }, { PATH: '/nowhere' });
    expect(problem).toMatchObject({ code: 'ssh-key-unusable', reason: "OpenSSH's ssh-agent is not installed" });
  });

  test('when one of several cannot be had, the others are ended', async () => {
    const key = makeKey();
    await refused({ default: [key.file], other: [`${key.file}-gone`] });
    expect(processesWith(key.file)).toEqual([]);
  });

  test('an agent of ours does not outlive us, however we end', async () => {
    const before = folders();
    const key = makeKey();
    const module = new URL('../../../src/docker/ssh/agents.ts', import.meta.url).href;
    const script = `const { openAgents } = await import('${module}'); await openAgents(new Map([['default', ['${key.file}']]]), process.env); console.log('open'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const agents = () => processesWith(key.file).filter((line) => line.startsWith('ssh-agent'));
    expect(agents()).toHaveLength(1);
    child.kill('SIGKILL');
    await expect.poll(agents, { timeout: 5000 }).toEqual([]);
    await expect.poll(folders, { timeout: 5000 }).toEqual(before);
  });
});
