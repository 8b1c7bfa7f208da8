import type { Engine } from '../docker/engine.ts';
import { credentialsFor } from '../docker/credentials.ts';
import type { RegistryPush, StepResult } from '../values/step.ts';
import { parseReference } from '../values/reference.ts';
import type { EffectDoors } from './doors.ts';

/** Pushes an image of the engine to a registry; gives its digest there and what travelled. */
export async function pushToRegistry(
  push: RegistryPush,
  doors: EffectDoors,
): Promise<NonNullable<StepResult['pushed']>> {
  const { pushImage } = await import('../docker/push.ts');
  const host = parseReference(push.destination).registry ?? '';
  const credentials = push.credentials ?? (await credentialsFor(host, doors.env));
  for (const value of [credentials?.password, credentials?.identityToken]) if (value) doors.secret(value);
  const byEngine = async () =>
    named(await doors.engine(), push, (engine) =>
      pushImage(engine, push.destination, {
        ...(credentials && { credentials }),
        onEvent: ({ layer, text }) => doors.onProgress(`${layer.slice(0, 12)} ${text}`),
        signal: doors.signal,
      }),
    );
  if (push.format !== undefined) {
    const { pushInFormat } = await import('./push-in-format.ts');
    return pushInFormat({ push, format: push.format, credentials, byEngine }, doors);
  }
  const pushed = await byEngine();
  return {
    digest: pushed.digest,
    bytes: pushed.bytesPushed,
    beforeCompression: pushed.countedBeforeCompression,
    layersSent: pushed.layersPushed,
    layersKnown: pushed.layersExisting,
  };
}

/** An engine pushes by name: gives the image that name while it does, and leaves no name that was not there. */
async function named<T>(
  engine: Engine,
  { image, destination }: RegistryPush,
  act: (engine: Engine) => Promise<T>,
): Promise<T> {
  const { imageId, removeImage, tagImage } = await import('../docker/images.ts');
  const before = await imageId(engine, destination);
  await tagImage(engine, image, destination);
  try {
    return await act(engine);
  } finally {
    if (before === undefined) await removeImage(engine, destination);
    else await tagImage(engine, before, destination);
  }
}
