import type { Engine } from '../docker/engine.ts';
import type { Pushed } from '../docker/push.ts';
import { UserError } from '../problems.ts';
import type { Published } from '../registry/publish.ts';
import type { Credentials } from '../values/credentials.ts';
import type { ManifestFormat } from '../values/manifest-format.ts';
import { parseReference } from '../values/reference.ts';
import { REMOTE_OS_ARCH } from '../values/remote-os-arch.ts';
import type { RegistryPush, StepResult } from '../values/step.ts';
import type { EffectDoors } from './doors.ts';

type Sent = NonNullable<StepResult['pushed']>;

/** What a push in a format is given beside the doors. */
export interface InFormat {
  readonly push: RegistryPush;
  readonly format: ManifestFormat;
  readonly credentials: Credentials | undefined;
  /** The engine's own push to the destination. */
  readonly byEngine: () => Promise<Pushed>;
}

/**
 * Pushes an image so that the registry ends up with a manifest of that format whose layers are all gzip, and with the same
 * digest for the same content. The engine brings the layers; what it wrote beside them is written anew in the registry. A
 * registry that refuses the engine's manifest is given the whole image by us. Throws what a push throws.
 */
export async function pushInFormat(
  { push, format, credentials, byEngine }: InFormat,
  doors: EffectDoors,
): Promise<Sent> {
  const engine = await doors.engine();
  const first = await byEngine().catch(refused);
  const { repository: to, tag, stop, close } = await openDestination(push, credentials, engine, doors);
  const options = { onEvent: ({ text }: { readonly text: string }) => doors.onProgress(text), stop };
  const wanted = { format, osArch: REMOTE_OS_ARCH, ...(push.mark !== undefined && { mark: push.mark }) };
  const published = async (): Promise<Published> => {
    if (first !== undefined) {
      const { rewriteImage } = await import('../registry/rewrite.ts');
      return rewriteImage(to, { from: first.digest, to: tag }, wanted, options);
    }
    const { pushSource } = await import('../registry/push-image.ts');
    const { savedImage } = await import('../docker/saved-image.ts');
    const source = await savedImage(engine, push.image, REMOTE_OS_ARCH, to.registry.signal);
    return pushSource(to, tag, source, wanted, options);
  };
  try {
    const done = await published();
    const copies: Published[] = [];
    for (const { destination, command } of push.variants ?? []) {
      const { copyImage } = await import('../registry/copy-image.ts');
      const { repository: name, tag: under = 'latest' } = parseReference(destination);
      const place = { repository: { ...to, name, reference: destination }, tag: under };
      copies.push(await copyImage({ repository: to, tag: done.digest }, place, { ...wanted, command }, options));
    }
    return sum(first, done, copies);
  } finally {
    close();
  }
}

/** A manifest that the registry does not take; anything else ends the push. */
function refused(error: unknown): undefined {
  if (error instanceof UserError && error.problem.code === 'registry-refused') return undefined;
  throw error;
}

async function openDestination(
  { destination }: RegistryPush,
  credentials: Credentials | undefined,
  engine: Engine,
  { env, secret, signal }: EffectDoors,
) {
  const { openRegistry } = await import('../registry/client.ts');
  const { isInsecureRegistry } = await import('../docker/insecure-registries.ts');
  const { registry: host = '', repository: name, tag = 'latest' } = parseReference(destination);
  const failed = new AbortController();
  const registry = await openRegistry(host, {
    env,
    secret,
    signal: AbortSignal.any([signal, failed.signal]),
    insecure: await isInsecureRegistry(engine, host),
    ...(credentials && { credentials }),
  });
  return {
    repository: { registry, name, reference: destination },
    tag,
    stop: (error: unknown) => failed.abort(error),
    close: () => registry.close(),
  };
}

function sum(first: Pushed | undefined, done: Published, copies: readonly Published[]): Sent {
  const { digest, configDigest, layers } = done;
  const sent = layers.filter(({ how }) => how === 'sent');
  return {
    digest,
    bytes: (first?.bytesPushed ?? 0) + sent.reduce((bytes, { size }) => bytes + size, 0),
    beforeCompression: first?.countedBeforeCompression ?? false,
    layersSent: (first?.layersPushed ?? 0) + sent.length,
    layersKnown: first?.layersExisting ?? layers.length - sent.length,
    configDigest,
    ...(copies.length > 0 && { variants: copies.map(({ digest, configDigest }) => ({ digest, configDigest })) }),
  };
}
