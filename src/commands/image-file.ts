import { resolve } from 'node:path';
import { REMOTE_OS_ARCH } from '../values/remote-os-arch.ts';
import type { Releasable } from '../platforms/types.ts';
import { UserError } from '../problems.ts';
import type { World } from './command.ts';

/** Whether what `--image` names is a file and no image of the engine: an image's name has no such ending, and no path before it. */
export function isImageFile(value: string): boolean {
  return /^\.{0,2}\/|\.(tar|tgz|tar\.(gz|zst))$/.test(value);
}

/** An image that was saved to a file, for a push without an engine. Throws `option-file`, `image-file-unusable`. */
export async function imageFile(value: string, { cwd, signal }: World): Promise<Releasable> {
  const { imageOfFile } = await import('../docker/file-image.ts');
  const file = resolve(cwd, value);
  const image = await imageOfFile(file, REMOTE_OS_ARCH, signal);
  if (image.labels['simple-deploy.project'] !== undefined) return { ...image, isFile: true };
  throw new UserError({ code: 'image-foreign', reference: value });
}
