import { parseReference } from '../values/reference.ts';
import type { Access } from './access.ts';
import { openRegistry } from './client.ts';
import { isDigest } from './digest.ts';
import { dismiss } from './http.ts';
import { manifestTypes } from './media-types.ts';

/** Only whether something changes hangs on the answer: a registry that takes its time is not waited for. */
const patience = { tries: 2, firstMs: 200, longestMs: 2000 };
const patienceMs = 10_000;

/**
 * The digest that a registry keeps under a name (OCI distribution specification, "checking if content exists in the
 * registry"); undefined when it keeps none, or when it cannot be asked: the push that follows says why. Throws the
 * signal's reason.
 */
export async function manifestDigest(reference: string, access: Access): Promise<string | undefined> {
  const { registry = 'docker.io', repository, tag = 'latest' } = parseReference(reference);
  const signal = AbortSignal.any([access.signal, AbortSignal.timeout(patienceMs)]);
  try {
    const there = await openRegistry(registry, { patience, ...access, signal });
    try {
      const answer = await there.request({
        method: 'HEAD',
        to: `/v2/${repository}/manifests/${tag}`,
        headers: { accept: manifestTypes.join(', ') },
        scopes: [`repository:${repository}:pull`],
        wants: [200],
        reference,
      });
      dismiss(answer);
      const digest = answer.headers['docker-content-digest'];
      return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
    } finally {
      there.close();
    }
  } catch {
    access.signal.throwIfAborted();
    return undefined;
  }
}
