import type { Credentials } from '../values/credentials.ts';
import { parseReference } from '../values/reference.ts';
import { authorize } from './authorize.ts';

/** Every kind of manifest: what a registry may keep under a tag. */
const manifestTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');

const patienceMs = 10_000;

/**
 * The digest that a registry keeps under a name (OCI distribution specification, "checking if content exists in the
 * registry"); undefined when it keeps none, or when it cannot be asked: the push that follows says why.
 */
export async function manifestDigest(
  reference: string,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { registry = 'docker.io', repository, tag = 'latest' } = parseReference(reference);
  for (const origin of originsOf(registry)) {
    try {
      const url = `${origin}/v2/${repository}/manifests/${tag}`;
      const answer = await ask(
        url,
        repository,
        credentials,
        AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      );
      return answer.ok ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined;
    } catch {
      signal.throwIfAborted();
    }
  }
  return undefined;
}

/** Engines speak plain HTTP with a registry of this machine when it has no TLS, and so do we. */
function originsOf(registry: string): readonly string[] {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const isHere = /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(host);
  return isHere ? [`http://${host}`, `https://${host}`] : [`https://${host}`];
}

async function ask(
  url: string,
  repository: string,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const head = (headers: Readonly<Record<string, string>>) =>
    fetch(url, { method: 'HEAD', headers: { accept: manifestTypes, ...headers }, signal });
  const first = await head({});
  if (first.status !== 401) return first;
  const authorization = await authorize(first, repository, credentials, signal);
  return authorization === undefined ? first : head({ authorization });
}
