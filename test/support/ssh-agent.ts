import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listens } from './listens.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A pair of key files of OpenSSH. */
export interface Key {
  readonly file: string;
  readonly publicFile: string;
}

/** Makes a key of that type, locked with the passphrase if there is one. */
export function makeKey(type: 'ed25519' | 'rsa' | 'ecdsa' = 'ed25519', passphrase = ''): Key {
  const file = join(temporaryFolder('key'), `id_${type}`);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file]);
  return { file, publicFile: `${file}.pub` };
}

/** OpenSSH's agent, as a person has one. */
export interface TestAgent {
  readonly socket: string;
  readonly add: (key: Key, ...options: readonly string[]) => void;
  /** What `ssh-add -l` prints. */
  readonly list: () => string;
  readonly stop: () => void;
  /** Ends it without a word: its socket stays behind. */
  readonly kill: () => Promise<void>;
}

/** Starts OpenSSH's agent with these keys; it refuses whatever has to be confirmed. */
export async function startAgent(...keys: readonly Key[]): Promise<TestAgent> {
  const socket = join(temporaryFolder('agent'), 'socket');
  // What is asked of the person is answered by /bin/false: no.
  const env = { ...process.env, SSH_ASKPASS: '/bin/false', SSH_ASKPASS_REQUIRE: 'force' };
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore', env });
  // The socket's file is there before the agent listens on it.
  for (let tries = 0; !(await listens({ path: socket })); tries += 1) {
    if (tries > 1000 || child.exitCode !== null) throw new Error('ssh-agent did not start');
    await pause(20);
  }
  const run = (args: readonly string[]): string =>
    execFileSync('ssh-add', args, { env: { ...process.env, SSH_AUTH_SOCK: socket }, encoding: 'utf8', stdio: 'pipe' });
  const add: TestAgent['add'] = (key, ...options) => void run(['-q', ...options, key.file]);
  for (const key of keys) add(key);
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  return { socket, add, list: () => run(['-l']), stop: () => void child.kill(), kill };
}
