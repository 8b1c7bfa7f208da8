import type { Config } from '../config.ts';
import type { Layout } from '../values/layout.ts';
import type { Invocation, World } from './command.ts';
import type { EngineDoor } from './doors.ts';
import { imageElsewhere } from './image-elsewhere.ts';
import { imageFile, isImageFile } from './image-file.ts';
import { imageOfProject, type ProjectImage } from './image-of-project.ts';
import { openProject } from './open-project.ts';
import { imageOf } from './option-values.ts';
import { refuseOptionsOfBuild } from './options-of-build.ts';

/** What is pushed. */
export interface PushSource extends Pick<ProjectImage, 'release' | 'story'>, Pick<Layout, 'slug' | 'environment'> {
  /** Absent with `--image`. */
  readonly root?: string;
  readonly config?: Config;
}

/** The image that `--image` names, or one of the project's tree. Throws `option-beside-image`. */
export async function pushSource(invocation: Invocation, world: World, door: EngineDoor): Promise<PushSource> {
  const given = invocation.options['image'];
  if (typeof given === 'string') {
    refuseOptionsOfBuild(invocation.options, given);
    const image = isImageFile(given)
      ? await imageFile(given, world)
      : await imageElsewhere(imageOf('--image', given), door);
    const slug = image.labels['simple-deploy.project'] ?? 'app';
    return { slug, environment: [], release: () => Promise.resolve(image), story: () => ({}) };
  }
  const project = await openProject(invocation, world);
  const { layout, release, story } = await imageOfProject(project, invocation, door, world);
  const { slug, environment } = layout;
  return { root: project.root, config: project.config, slug, environment, release, story };
}
