import type { Engine } from '../docker/engine.ts';
import { credentialsFor } from '../docker/credentials.ts';
import { UserError } from '../problems.ts';
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
  const byEngine = async (destination: string) =>
    named(await doors.engine(), { image: push.image, destination }, (engine) =>
      pushImage(engine, destination, {
        ...(credentials && { credentials }),
        onEvent: ({ layer, text }) => doors.onProgress(`${layer.slice(0, 12)} ${text}`),
        signal: doors.signal,
      }),
    );
  const { pushInFormat } = await import('./push-in-format.ts');
  if (push.isFile) return pushInFormat({ push, format: push.format ?? 'docker', credentials }, doors);
  if (push.format !== undefined) return pushInFormat({ push, format: push.format, credentials, byEngine }, doors);
  const pushed = await byEngine(push.destination).catch((error: unknown) => whereEngineCannot(error, doors));
  if (pushed === undefined) return pushInFormat({ push, format: 'docker', credentials }, doors);
  return {
    digest: pushed.digest,
    bytes: pushed.bytesPushed,
    beforeCompression: pushed.countedBeforeCompression,
    layersSent: pushed.layersPushed,
    layersKnown: pushed.layersExisting,
  };
}

/**
 * Undefined where another way may lead to the registry: the engine does not reach it, through a proxy or a certificate that
 * it does not know; or it wrote a kind of manifest that is not taken, as only engines with containerd's store do.
 */
async function whereEngineCannot(error: unknown, doors: EffectDoors): Promise<undefined> {
  if (!(error instanceof UserError)) throw error;
  const { problem } = error;
  const { isOutOfReach } = await import('../docker/push-failure.ts');
  const mayBeKind = problem.code === 'registry-refused' && (await doors.engine()).facts.imageStore === 'containerd';
  if (!mayBeKind && !isOutOfReach(problem)) throw error;
  doors.onLine(`The engine cannot push there, so the image goes through simple-deploy: ${problem.reason}`);
  return undefined;
}

/** An engine pushes by name: gives the image that name while it does, and leaves no name that was not there. */
async function named<T>(
  engine: Engine,
  { image, destination }: Pick<RegistryPush, 'image' | 'destination'>,
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
