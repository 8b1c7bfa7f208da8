import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/**
 * What we trust and show when we speak TLS with a registry: Node's own certificates (NODE_EXTRA_CA_CERTS among them),
 * the bundle of SSL_CERT_FILE, and what docker keeps for this host in certs.d (docs.docker.com/engine/security/
 * certificates). Undefined where Node's own are all.
 */
export async function trustFor(host: string, env: NodeJS.ProcessEnv): Promise<SecureContext | undefined> {
  const bundle = env.SSL_CERT_FILE ? await text(env.SSL_CERT_FILE) : undefined;
  const kept = await certificatesOf(host, env);
  const authorities = [...(bundle === undefined ? [] : [bundle]), ...kept.authorities];
  if (authorities.length === 0 && kept.cert === undefined) return undefined;
  const ca = [...getCACertificates('default'), ...authorities];
  return createSecureContext({ ca, ...(kept.cert && kept.key && { cert: kept.cert, key: kept.key }) });
}

interface Kept {
  readonly authorities: readonly string[];
  readonly cert?: string;
  readonly key?: string;
}

async function certificatesOf(host: string, env: NodeJS.ProcessEnv): Promise<Kept> {
  const folders = ['/etc/docker/certs.d', join(env.HOME || homedir(), '.config/docker/certs.d')];
  for (const folder of folders.map((each) => join(each, host))) {
    const names = (await readdir(folder).catch((): string[] => [])).toSorted();
    if (names.length === 0) continue;
    const read = (ending: string) => names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
    const authorities = (await Promise.all(read('.crt').map(text))).filter((each) => each !== undefined);
    const [certFile] = read('.cert');
    const cert = certFile && (await text(certFile));
    const key = certFile && (await text(certFile.replace(/\.cert$/, '.key')));
    return { authorities, ...(cert && key && { cert, key }) };
  }
  return { authorities: [] };
}

/** A file that cannot be read adds nothing: the handshake says what is missing. */
async function text(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
