import { credentialsFor } from '../docker/credentials.ts';
import { parseReference } from '../registry/reference.ts';
import type { RegistryPush, StepResult } from '../values/step.ts';
import type { EffectDoors } from './doors.ts';

/** Pushes an image of the engine to a registry; gives its digest there and what travelled. */
export async function pushToRegistry(
  push: RegistryPush,
  doors: EffectDoors,
): Promise<NonNullable<StepResult['pushed']>> {
  const { pushImage } = await import('../docker/push.ts');
  const { tagImage } = await import('../docker/images.ts');
  const engine = await doors.engine();
  const credentials = await credentialsFor(parseReference(push.destination).registry ?? '', doors.env);
  for (const value of [credentials?.password, credentials?.identityToken]) if (value) doors.secret(value);
  await tagImage(engine, push.image, push.destination);
  const { digest, bytesPushed, layersPushed, layersExisting } = await pushImage(engine, push.destination, {
    ...(credentials && { credentials }),
    onEvent: ({ text }) => doors.onProgress(text),
    signal: doors.signal,
  });
  return { digest, bytes: bytesPushed, layersSent: layersPushed, layersKnown: layersExisting };
}
