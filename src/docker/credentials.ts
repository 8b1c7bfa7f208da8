import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { UserError } from '../problems.ts';
import type { Credentials } from '../values/credentials.ts';
import { type DockerConfig, readDockerConfig, type StoredAuth } from './docker-config.ts';

export type { Credentials };

/** What Docker Hub is called in docker's configuration, whatever its reference says. */
const dockerHub = 'https://index.docker.io/v1/';
const dockerHubHosts = new Set(['', 'docker.io', 'index.docker.io', 'registry-1.docker.io']);

/**
 * The credentials that docker has for a registry (a host with port; empty or "docker.io" for Docker Hub), found as
 * docker finds them: the helper of that host (credHelpers), else the store (credsStore), else the file (auths).
 * Undefined when there are none. Throws `credential-helper-failed`, `credentials-unreadable`, `docker-config-invalid`.
 */
export async function credentialsFor(registry: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  const config = await readDockerConfig(env);
  const key = dockerHubHosts.has(registry) ? dockerHub : registry;
  const helper = entryFor(config.credHelpers, key);
  if (helper !== undefined) return await fromHelper(helper, key, config, env);
  const stored = config.credsStore ? await fromHelper(config.credsStore, key, config, env) : undefined;
  return stored ?? fromFile(key, config);
}

/** The entry of a host. Files of old write `https://host/v1/` where new ones write the host. */
function entryFor<T>(entries: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  if (entries === undefined) return undefined;
  const exact = entries[key];
  if (exact !== undefined) return exact;
  const name = Object.keys(entries).find((entry) => hostOf(entry) === hostOf(key));
  return name === undefined ? undefined : entries[name];
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').split('/')[0] ?? '';
}

function fromFile(key: string, config: DockerConfig): Credentials | undefined {
  const stored = entryFor(config.auths, key);
  if (stored === undefined) return undefined;
  const { username, password } = stored.auth ? decodeAuth(stored.auth, key, config.file) : plain(stored);
  const origin = config.file;
  if (stored.identitytoken) return { username, password: '', identityToken: stored.identitytoken, origin };
  // `docker login` with a store leaves an empty entry behind.
  return username === '' && password === '' ? undefined : { username, password, origin };
}

function plain({ username = '', password = '' }: StoredAuth): { username: string; password: string } {
  return { username, password };
}

function decodeAuth(auth: string, registry: string, file: string): { username: string; password: string } {
  const decoded = Buffer.from(auth, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 0) {
    const reason = 'its "auth" is not base64 of name:password';
    throw new UserError({ code: 'credentials-unreadable', registry, file, reason });
  }
  // Docker's own reader takes NULs off the end of a password.
  return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/\0+$/, '') };
}

/** The user name by which a helper says that the secret is a refresh token (docker/docker-credential-helpers). */
const tokenUser = '<token>';
const notFound = 'credentials not found in native keychain';

async function fromHelper(
  name: string,
  registry: string,
  { file }: DockerConfig,
  env: NodeJS.ProcessEnv,
): Promise<Credentials | undefined> {
  const helper = `docker-credential-${name}`;
  const failed = (reason: string, cause?: unknown): UserError =>
    new UserError({ code: 'credential-helper-failed', registry, helper, file, reason }, { cause });
  const { exitCode, stdout, stderr } = await ask(helper, registry, env).catch((error: unknown) => {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw failed(absent ? 'it is not on the PATH' : (error as Error).message, error);
  });
  if (stdout.trim() === notFound) return undefined;
  // A helper that fails tells why on stdout; a secret is there only when it succeeds.
  if (exitCode !== 0) throw failed(stdout.trim() || stderr.trim() || `it ended with exit status ${exitCode}`);
  const answer = parseAnswer(stdout);
  if (answer === undefined) throw failed('what it wrote is not the JSON of a credential helper');
  const { Username: username, Secret: secret } = answer;
  if (username === '' && secret === '') return undefined;
  const origin = `${helper} (${file})`;
  return username === tokenUser
    ? { username: '', password: '', identityToken: secret, origin }
    : { username, password: secret, origin };
}

function parseAnswer(output: string): { readonly Username: string; readonly Secret: string } | undefined {
  try {
    const { Username, Secret } = JSON.parse(output) as { Username?: unknown; Secret?: unknown };
    return typeof Username === 'string' && typeof Secret === 'string' ? { Username, Secret } : undefined;
  } catch {
    return undefined;
  }
}

/** Not by runCommand: what a helper writes is a secret, and must not pass where output is shown or logged. */
async function ask(
  helper: string,
  registry: string,
  env: NodeJS.ProcessEnv,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const child = spawn(helper, ['get'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const { promise: ended, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject).once('close', (code) => resolve(code ?? -1));
  child.stdin.on('error', () => undefined).end(registry);
  const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}
