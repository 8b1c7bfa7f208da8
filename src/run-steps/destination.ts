import type { Repository } from '../registry/blobs.ts';
import type { Credentials } from '../values/credentials.ts';
import { parseReference } from '../values/reference.ts';
import type { RegistryPush } from '../values/step.ts';
import type { EffectDoors } from './doors.ts';

/** A repository that is open for a push by us. */
export interface Destination {
  readonly repository: Repository;
  readonly tag: string;
  /** Ends what runs besides when something failed. */
  readonly stop: (error: unknown) => void;
  readonly close: () => void;
}

/** Connects to the registry of a destination. Throws `registry-…`. */
export async function openDestination(
  { destination, isFile }: RegistryPush,
  credentials: Credentials | undefined,
  { engine, env, secret, signal }: EffectDoors,
): Promise<Destination> {
  const { openRegistry } = await import('../registry/client.ts');
  const { isInsecureHere } = await import('../docker/insecure-registries.ts');
  const { registry: host = '', repository: name, tag = 'latest' } = parseReference(destination);
  const failed = new AbortController();
  const registry = await openRegistry(host, {
    env,
    secret,
    reference: destination,
    signal: AbortSignal.any([signal, failed.signal]),
    insecure: isFile ? false : await isInsecureHere(engine, host),
    ...(credentials && { credentials }),
  });
  return {
    repository: { registry, name, reference: destination },
    tag,
    stop: (error) => failed.abort(error),
    close: () => registry.close(),
  };
}
