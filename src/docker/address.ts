import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../problems.ts';
import { dockerConfigFolder, readDockerConfig } from './docker-config.ts';

/** Where an engine listens. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string; readonly origin: string }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly tls?: TlsFiles;
      readonly origin: string;
    }
  | { readonly kind: 'ssh'; readonly url: string; readonly origin: string };

/** PEM text, not paths. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly verify: boolean;
}

/**
 * The addresses at which an engine may be, best first, as docker's own client finds them: DOCKER_HOST, else the context
 * (DOCKER_CONTEXT, else currentContext of config.json), else the default socket; where nothing was chosen, also the
 * sockets of rootless docker, Docker Desktop and podman that exist. Throws `engine-address-invalid`.
 */
export async function engineAddresses(env: NodeJS.ProcessEnv): Promise<readonly EngineAddress[]> {
  if (env.DOCKER_HOST) {
    const tls = env.DOCKER_TLS_VERIFY || env.DOCKER_TLS ? await tlsFromEnvironment(env) : undefined;
    return [parseAddress(env.DOCKER_HOST, 'DOCKER_HOST', tls)];
  }
  const config = await readDockerConfig(env);
  const [context, origin] = env.DOCKER_CONTEXT
    ? [env.DOCKER_CONTEXT, 'DOCKER_CONTEXT']
    : [config.currentContext, config.file];
  if (context && context !== 'default') return [await contextAddress(context, origin, env)];
  return await defaultSockets(env);
}

/** Reads `unix:///path`, `tcp://host:port`, `ssh://user@host` and `npipe:////./pipe/name`. Throws `engine-address-invalid`. */
export function parseAddress(value: string, origin: string, tls?: TlsFiles): EngineAddress {
  const invalid = (reason: string): UserError =>
    new UserError({ code: 'engine-address-invalid', origin, value, reason });
  const text = value.includes('://') ? value : `tcp://${value}`;
  const [scheme = '', rest = ''] = text.split('://', 2);
  if (scheme === 'unix' || scheme === 'npipe') {
    if (rest === '') throw invalid('it names no path');
    return { kind: 'socket', path: rest, origin };
  }
  if (!URL.canParse(text)) throw invalid('it is not an address');
  const url = new URL(text);
  if (scheme === 'ssh') return { kind: 'ssh', url: text, origin };
  if (scheme !== 'tcp' && scheme !== 'http' && scheme !== 'https')
    throw invalid(`"${scheme}" is not a way to an engine`);
  const port = Number(url.port || (tls === undefined ? 2375 : 2376));
  return { kind: 'tcp', host: url.hostname, port, ...(tls === undefined ? {} : { tls }), origin };
}

/** An address as a person would type it into DOCKER_HOST. */
export function addressText(address: EngineAddress): string {
  if (address.kind === 'socket') return `unix://${address.path}`;
  return address.kind === 'ssh' ? address.url : `tcp://${address.host}:${address.port}`;
}

async function contextAddress(name: string, origin: string, env: NodeJS.ProcessEnv): Promise<EngineAddress> {
  const folder = join(dockerConfigFolder(env), 'contexts');
  const id = createHash('sha256').update(name).digest('hex');
  const file = join(folder, 'meta', id, 'meta.json');
  const meta = await readFile(file, 'utf8').then(parseMeta, () => undefined);
  const endpoint = meta?.Endpoints?.docker;
  if (!endpoint?.Host) {
    const reason = `docker has no usable context of that name (looked in ${file})`;
    throw new UserError({ code: 'engine-address-invalid', origin, value: name, reason });
  }
  const tls = await tlsFromFolder(join(folder, 'tls', id, 'docker'), endpoint.SkipTLSVerify !== true);
  return parseAddress(endpoint.Host, `docker context "${name}" (${origin})`, tls);
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } };
}

function parseMeta(text: string): ContextMeta | undefined {
  try {
    return JSON.parse(text) as ContextMeta;
  } catch {
    return undefined;
  }
}

async function tlsFromEnvironment(env: NodeJS.ProcessEnv): Promise<TlsFiles> {
  const folder = env.DOCKER_CERT_PATH || dockerConfigFolder(env);
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  return (await tlsFromFolder(folder, verify)) ?? { verify };
}

/** The three files by which docker keeps certificates; undefined when none is there. */
async function tlsFromFolder(folder: string, verify: boolean): Promise<TlsFiles | undefined> {
  const read = (name: string): Promise<string | undefined> =>
    readFile(join(folder, name), 'utf8').catch(() => undefined);
  const [ca, cert, key] = await Promise.all([read('ca.pem'), read('cert.pem'), read('key.pem')]);
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), verify };
}

async function defaultSockets(env: NodeJS.ProcessEnv): Promise<readonly EngineAddress[]> {
  if (process.platform === 'win32') return [{ kind: 'socket', path: '//./pipe/docker_engine', origin: 'default' }];
  const home = env.HOME || homedir();
  const runtime = env.XDG_RUNTIME_DIR;
  const others = [
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    ...(runtime ? [join(runtime, 'podman/podman.sock')] : []),
    '/run/podman/podman.sock',
  ];
  const there = await Promise.all(
    others.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  const paths = ['/var/run/docker.sock', ...others.filter((_, index) => there[index])];
  return paths.map((path) => ({ kind: 'socket', path, origin: 'default' }));
}
