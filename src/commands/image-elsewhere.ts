import { UserError } from '../problems.ts';
import type { BuiltImage } from '../values/image.ts';
import type { EngineDoor } from './doors.ts';

/** The image that `--image` names, made by `build` here or elsewhere. Throws `image-missing` and `image-foreign`. */
export async function imageElsewhere(reference: string, door: EngineDoor): Promise<BuiltImage> {
  const { findImage, imageId } = await import('../docker/images.ts');
  const engine = await door.engine();
  if ((await imageId(engine, reference)) === undefined) throw new UserError({ code: 'image-missing', reference });
  const image = await findImage(engine, reference).catch((error: unknown) => {
    if (error instanceof UserError && error.problem.code === 'image-without-facts') return undefined;
    throw error;
  });
  if (image?.labels['simple-deploy.project'] === undefined) throw new UserError({ code: 'image-foreign', reference });
  return image;
}
