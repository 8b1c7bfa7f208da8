import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { debianBase } from './debian-base.ts';
import { shownByImage } from './image-search.ts';
import { type PasswordServer, startPasswordServer } from './password-server.ts';
import { makeRepository, makeWheel } from './private-package.ts';
import { newState, runCli, type Ran } from './run-cli.ts';
import { runOnce } from './run-once.ts';
import { leaksOf, watchProcesses } from './secrets.ts';
import { type Key, makeKey, startAgent, type TestAgent } from './ssh-agent.ts';
import { type SshServer, startSshServer } from './ssh-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An index and a git server that want a password, the latter a key over ssh too; what they serve holds a word. */
export interface PrivateHosts {
  readonly word: string;
  readonly login: { readonly user: string; readonly password: string };
  readonly folder: string;
  readonly key: Key;
  readonly server: PasswordServer;
  readonly sshd: SshServer;
  readonly agent: TestAgent;
  /** The newest commit of the repository. */
  readonly commit: string;
  readonly stop: () => void;
}

/** Starts them at an address that the engine's containers reach. */
export async function startPrivateHosts(address: string): Promise<PrivateHosts> {
  const word = `word-${randomBytes(6).toString('hex')}`;
  const login = { user: 'reader', password: `pw-${randomBytes(12).toString('hex')}` };
  const folder = temporaryFolder('private-packages');
  const key = makeKey();
  makeWheel(folder, 'sd_private_wheel', '1.2', `WORD = '${word}'\n`);
  const commit = makeRepository(folder, 'sd_private_git', `WORD = '${word}'\n`);
  const server = await startPasswordServer(folder, address, login);
  const sshd = await startSshServer(address, key);
  const agent = await startAgent(key);
  const stop = (): void => {
    server.stop();
    sshd.stop();
    agent.stop();
  };
  return { word, login, folder, key, server, sshd, agent, commit, stop };
}

export interface PrivateBuild extends Ran {
  /** Where the password, or the key, was found. */
  readonly leaks: readonly string[];
}

/** Builds, and looks for the secrets in all that a run leaves behind. */
export async function buildPrivately(
  { login, key }: PrivateHosts,
  root: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<PrivateBuild> {
  const secrets = [login.password, ...keyLines(key)];
  const watch = watchProcesses(() => [login.password]);
  const options = { cwd: root, state: newState(), env: { SSH_AUTH_SOCK: undefined, ...env } };
  const ran = await runCli(['build', '--verbose', '--base-image', debianBase, ...args], options);
  const seen = watch.stop();
  const logs = readdirSync(join(ran.state, 'simple-deploy'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const texts = { stdout: ran.stdout, stderr: ran.stderr, logs: logs.join('\n'), processes: seen.join('\n') };
  const image = ran.code === 0 ? shownByImage(ran.stdout.trim(), secrets, { ...process.env, ...env }) : [];
  return { ...ran, leaks: [...leaksOf(secrets, texts), ...image] };
}

/** The lines of the private key, without its frame and its head, which every key has. */
function keyLines({ file }: Key): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').slice(2, -2);
}

/** What the module of a package holds, in a container of the image. */
export async function wordIn(reference: string, module: string, docker?: Dockerode): Promise<string> {
  const command = ['python', '-c', `import ${module}; print(${module}.WORD)`];
  const { stdout, stderr } = await runOnce(reference.trim(), { command, network: 'none' }, docker);
  return stdout.trim() || stderr;
}

/** A netrc for the server. */
export function netrcFor({ server, login }: PrivateHosts): string {
  const file = join(temporaryFolder('home'), 'netrc');
  const machine = server.host.split(':')[0];
  writeFileSync(file, `machine ${machine}\nlogin ${login.user}\npassword ${login.password}\n`, { mode: 0o600 });
  return file;
}

/** Address of the repository over ssh. */
export function sshAddress({ sshd, server, folder }: PrivateHosts): string {
  return `ssh://${sshd.user}@${server.host.split(':')[0]}:${sshd.port}${join(folder, 'sd_private_git.git')}`;
}

/** A file of known hosts with that line. */
export function knownHostsFile(line: string): string {
  const file = join(temporaryFolder('home'), 'known_hosts');
  writeFileSync(file, line);
  return file;
}
