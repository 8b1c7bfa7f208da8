import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The folder of the hooks that every repository of the host has. */
export const hooksIn = (folder: string): string => join(folder, 'hooks');

/** What a client of the git host is told: how to reach it, and by which key it is known. */
export interface GitHost {
  /** Options of ssh. */
  readonly sshOptions: readonly string[];
  /** A line of known_hosts. */
  readonly knownHost: string;
  /** The command by which git reaches it without the platform's program: with a key that somebody put into their account. */
  readonly ownSsh: string;
}

interface Host {
  readonly folder: string;
  /** The platform's API, which is asked who may push and is told what was pushed. */
  readonly api: string;
  readonly secret: string;
}

/**
 * The host of the repositories, and of the shells in containers: Debian's sshd, which takes certificates of the platform's
 * own authority, and one key that a user has in their account. It is reached by a ProxyCommand, so it needs no port, and knows the name it was called by.
 */
export function makeGitHost(host: Host): GitHost {
  const file = (name: string): string => join(host.folder, name);
  for (const name of ['git', 'hooks']) mkdirSync(file(name), { recursive: true });
  for (const name of ['authority', 'host-key', 'own-key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file(name)]);
  writeFileSync(file('sshd-config'), lines(settings(host)));
  // sshd wants a folder that its package makes at boot.
  if (!existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
  const entry = `'${process.execPath}' '${program('ssh-entry.ts')}' '$1'`;
  script(
    file('door'),
    `exec /usr/sbin/sshd -i -f '${file('sshd-config')}' -o "ForceCommand=${entry}" -E '${file('sshd-log')}'`,
  );
  for (const hook of ['pre-receive', 'post-receive'])
    script(join(hooksIn(host.folder), hook), `exec '${process.execPath}' '${program('receive-hook.ts')}' ${hook}`);
  const [type, key] = readFileSync(`${file('host-key')}.pub`, 'utf8').split(' ');
  const knownHost = `*.platform.sh ${type} ${key}`;
  writeFileSync(file('known-hosts'), `${knownHost}\n`);
  return {
    sshOptions: [`ProxyCommand '${file('door')}' %h`],
    knownHost,
    ownSsh: `ssh -F none -i '${file('own-key')}' -o IdentitiesOnly=yes -o UserKnownHostsFile='${file('known-hosts')}' -o "ProxyCommand='${file('door')}' %h"`,
  };
}

function settings({ folder, api, secret }: Host): Readonly<Record<string, string>> {
  return {
    HostKey: join(folder, 'host-key'),
    TrustedUserCAKeys: join(folder, 'authority.pub'),
    AuthorizedKeysFile: join(folder, 'own-key.pub'),
    PidFile: 'none',
    LogLevel: 'VERBOSE',
    PasswordAuthentication: 'no',
    KbdInteractiveAuthentication: 'no',
    PermitRootLogin: 'prohibit-password',
    UsePAM: 'no',
    // The temporary folder is everybody's.
    StrictModes: 'no',
    AcceptEnv: 'TERM GIT_PROTOCOL PLATFORMSH_PUSH_NO_WAIT',
    SetEnv: `"PLATFORM_TEST_API=${api}" "PLATFORM_TEST_SECRET=${secret}" "PLATFORM_TEST_GIT=${join(folder, 'git')}" "PATH=${process.env['PATH']}"`,
  };
}

function lines(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key} ${value}\n`)
    .join('');
}

function script(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}
