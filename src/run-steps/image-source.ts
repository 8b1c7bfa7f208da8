import type { ImageSource } from '../values/image-source.ts';
import { REMOTE_OS_ARCH } from '../values/remote-os-arch.ts';
import type { RegistryPush } from '../values/step.ts';
import type { EffectDoors } from './doors.ts';

/** The image of a push as a stream: what the engine saves of it, or a file that holds that already. */
export async function imageSource(
  { image, isFile }: Pick<RegistryPush, 'image' | 'isFile'>,
  { engine }: Pick<EffectDoors, 'engine'>,
  signal: AbortSignal,
): Promise<ImageSource> {
  const { imageInFile, savedImage } = await import('../docker/saved-image.ts');
  if (isFile) return imageInFile(image, REMOTE_OS_ARCH, signal);
  return savedImage(await engine(), image, REMOTE_OS_ARCH, signal);
}
