import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** An agent that holds the keys of some files and of nothing else. */
export interface KeyAgent {
  readonly socket: string;
  readonly close: () => Promise<void>;
}

/**
 * Run by ssh-agent, which ends when this ends: it does so as soon as our end of its input is closed, and that happens
 * also when we are killed. The keys are never anywhere but in the agent's memory.
 */
const keeper =
  'ssh-add -q -- "$@" </dev/null && echo ready && cat; kill "$SSH_AGENT_PID"; rm -f "$SSH_AUTH_SOCK"; rmdir "${SSH_AUTH_SOCK%/*}"';

/**
 * Starts OpenSSH's own agent with the keys of these files. Rejects with what ssh-add says: a passphrase is asked of
 * nobody, since the build may have no terminal.
 */
export async function startKeyAgent(files: readonly string[], env: NodeJS.ProcessEnv): Promise<KeyAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'simple-deploy-agent-'));
  const socket = join(folder, 'agent');
  const child = spawn('ssh-agent', ['-a', socket, 'sh', '-c', keeper, 'sh', ...files], {
    env: { ...env, SSH_ASKPASS_REQUIRE: 'never' },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Without a terminal of its own, ssh-add cannot ask for a passphrase behind our back.
    detached: true,
  });
  const ended = new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject));
  const said = text(child.stderr);
  const close = async (): Promise<void> => {
    const gone = endOf(socket);
    child.stdin.end();
    await ended.catch(() => undefined);
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  child.stdin.on('error', () => undefined);
  try {
    const ready = new Promise<boolean>((resolve) => child.stdout.once('data', () => resolve(true)));
    if (!(await Promise.race([ready, ended.then(() => false)]))) throw new Error(reasonOf(await said));
  } catch (error) {
    await close();
    throw error;
  }
  return { socket, close };
}

/** Resolves when the agent has ended: with it ends a connection that it has taken. */
async function endOf(path: string): Promise<void> {
  const socket = connect(path);
  await new Promise<void>((resolve) => socket.on('error', () => undefined).once('close', () => resolve()));
}

/** The sentence among what ssh-add says, without its frame. */
function reasonOf(said: string): string {
  if (said.includes('Enter passphrase')) return 'it is locked with a passphrase';
  const lines = said.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('@')) ?? 'ssh-add does not say why';
}
