import { createHash } from 'node:crypto';
import { connectEngine } from '../../src/docker/engine.ts';
import { listProjectImages, removeImage } from '../../src/docker/images.ts';

/** Removes every image that was built from a folder. */
export async function removeImagesOf(root: string): Promise<void> {
  const engine = await connectEngine();
  try {
    const folder = createHash('sha256').update(root).digest('hex').slice(0, 12);
    for (const { reference } of await listProjectImages(engine, folder)) await removeImage(engine, reference);
  } finally {
    engine.close();
  }
}
