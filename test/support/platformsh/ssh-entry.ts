import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askPlatform } from './ask-platform.ts';

/**
 * What sshd runs for everybody who came in: git's two programs on a repository of the host, or a shell in the container
 * that the host was called by the name of.
 */
const [host = ''] = process.argv.slice(2);
const wanted = process.env['SSH_ORIGINAL_COMMAND'];
const git = /^git[- ](receive-pack|upload-pack) '\/?([a-z0-9]+)\.git'$/.exec(wanted ?? '');

if (host.startsWith('git.')) await serveGit();
else await openShell();

async function serveGit(): Promise<void> {
  const [, service = '', project = ''] = git ?? [];
  const repository = join(process.env['PLATFORM_TEST_GIT'] ?? '', `${project}.git`);
  if (git === null || !existsSync(repository)) {
    process.stderr.write(`Repository not found: ${wanted}\n`);
    process.exit(1);
  }
  const fault = JSON.parse(await askPlatform(`/-/git/${service}`, { project }, () => undefined)) as Fault;
  if (fault.refuse !== undefined) {
    process.stderr.write(`${fault.refuse}\n`);
    process.exit(1);
  }
  const child = spawn(`git-${service}`, [repository], { stdio: ['pipe', 'inherit', 'inherit'] });
  let taken = 0;
  process.stdin.on('data', (chunk: Buffer) => {
    taken += chunk.length;
    if (fault.dropAfter !== undefined && taken > fault.dropAfter) drop();
    child.stdin.write(chunk);
  });
  process.stdin.on('end', () => child.stdin.end());
  child.stdin.on('error', () => undefined);
  child.on('close', (code) => process.exit(code ?? 1));

  /** As a network does that goes away: without a word, and with what was not taken yet gone. */
  function drop(): never {
    child.kill('SIGKILL');
    process.kill(process.ppid, 'SIGKILL');
    process.exit(1);
  }
}

interface Fault {
  readonly refuse?: string;
  readonly dropAfter?: number;
}

async function openShell(): Promise<void> {
  const found = JSON.parse(await askPlatform('/-/shell', { host }, () => undefined)) as { container?: string };
  if (found.container === undefined) {
    process.stderr.write(`No such application: ${host}\n`);
    process.exit(255);
  }
  const onTerminal = process.stdin.isTTY ? ['-t'] : [];
  const command = ['with-environment', wanted ?? 'exec bash'];
  const child = spawn('docker', ['exec', '-i', ...onTerminal, '-u', 'web', '-w', '/app', found.container, ...command], {
    stdio: 'inherit',
  });
  child.on('close', (code) => process.exit(code ?? 255));
}
