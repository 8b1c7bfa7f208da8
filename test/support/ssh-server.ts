import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { listens } from './listens.ts';
import { type Key, makeKey } from './ssh-agent.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** OpenSSH's server, which lets this user in by these keys and by nothing else. */
export interface SshServer {
  readonly port: number;
  readonly user: string;
  /** The line by which it is known at the address. */
  readonly knownHost: string;
  /** What it wrote: who came, and by which key. */
  readonly log: () => string;
  /** Ends what is connected without a word, as a network that goes away. */
  readonly breakConnections: () => void;
  readonly stop: () => void;
}

/** Starts Debian's sshd at an address of this machine, on a free port; its own keys are new. */
export async function startSshServer(address: string, ...allowed: readonly Key[]): Promise<SshServer> {
  const folder = temporaryFolder('sshd');
  const file = (name: string): string => join(folder, name);
  const host = makeKey();
  const port = await freePort();
  copyFileSync(host.file, file('host-key'));
  // As strict as sshd asks for.
  execFileSync('chmod', ['600', file('host-key')]);
  writeFileSync(file('keys'), allowed.map((key) => readFileSync(key.publicFile, 'utf8')).join(''), { mode: 0o600 });
  const settings = {
    ListenAddress: `${address}:${port}`,
    HostKey: file('host-key'),
    AuthorizedKeysFile: file('keys'),
    PidFile: 'none',
    LogLevel: 'VERBOSE',
    PasswordAuthentication: 'no',
    KbdInteractiveAuthentication: 'no',
    PermitRootLogin: 'prohibit-password',
    UsePAM: 'no',
    // The temporary folder is everybody's.
    StrictModes: 'no',
    MaxStartups: '100',
  };
  writeFileSync(
    file('config'),
    Object.entries(settings)
      .map(([key, value]) => `${key} ${value}\n`)
      .join(''),
  );
  // sshd wants a folder that its package makes at boot.
  if (!existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
  const child = spawn('/usr/sbin/sshd', ['-D', '-f', file('config'), '-E', file('log')], { stdio: 'ignore' });
  const log = (): string => (existsSync(file('log')) ? readFileSync(file('log'), 'utf8') : '');
  for (let tries = 0; !(await listens({ host: address, port })); tries += 1) {
    if (tries > 400 || child.exitCode !== null) throw new Error(`sshd did not start:\n${log()}`);
    await pause(50);
  }
  const [type, key] = readFileSync(host.publicFile, 'utf8').split(' ');
  return {
    port,
    user: userInfo().username,
    knownHost: `[${address}]:${port} ${type} ${key}\n`,
    log,
    breakConnections: () => {
      for (const pid of childrenOf(child.pid ?? -1)) process.kill(pid, 'SIGKILL');
    },
    stop: () => void child.kill(),
  };
}

/** sshd has a child for each connection. */
function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}
