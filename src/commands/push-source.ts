import type { Config } from '../config.ts';
import { environmentWith } from '../layout/environment-with.ts';
import { variablesNamed } from '../layout/variables-named.ts';
import { platformNamed } from '../platforms/index.ts';
import type { Layout } from '../values/layout.ts';
import type { VariablesFile } from '../values/variables-file.ts';
import { choosePlatform } from './choose-platform.ts';
import type { Invocation, World } from './command.ts';
import { demandingWith, type Demanding } from './demanding-with.ts';
import type { EngineDoor } from './doors.ts';
import { imageElsewhere } from './image-elsewhere.ts';
import { imageFile, isImageFile } from './image-file.ts';
import { imageOfProject, type ProjectImage } from './image-of-project.ts';
import { openProject } from './open-project.ts';
import { imageOf } from './option-values.ts';
import { refuseOptionsOfBuild } from './options-of-build.ts';
import { refuseOptionsOfImage } from './options-of-source.ts';
import { variablesGiven } from './push-options.ts';
import { sourceOfProject } from './source-of-project.ts';

/** What is pushed. */
export interface PushSource
  extends Pick<ProjectImage, 'release' | 'story'>, Pick<Layout, 'slug' | 'readings'>, Demanding {
  /** Absent with `--image`. */
  readonly root?: string;
  readonly config?: Config;
  /** A file of the project that names most of these variables. */
  readonly namedIn: (names: readonly string[]) => VariablesFile | undefined;
  /** What the app is given. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The image that `--image` names, one of the project's tree, or that tree for a platform that builds from source. Throws
 * `option-beside-image`, `option-without-image`.
 */
export async function pushSource(invocation: Invocation, world: World, door: EngineDoor): Promise<PushSource> {
  const given = invocation.options['image'];
  const named = invocation.options['to'];
  if (typeof given === 'string') {
    const platform = typeof named === 'string' ? platformNamed(named) : undefined;
    if (platform?.takes === 'source') refuseOptionsOfImage(invocation.options, platform.label ?? platform.name);
    refuseOptionsOfBuild(invocation.options, given);
    const image = isImageFile(given)
      ? await imageFile(given, world)
      : await imageElsewhere(imageOf('--image', given), door);
    const slug = image.labels['simple-deploy.project'] ?? 'app';
    const unread = { environment: [], environmentWith: () => [], namedIn: () => undefined };
    const env = variablesGiven(invocation, {}, world);
    return { slug, env, readings: {}, ...unread, release: () => Promise.resolve(image), story: () => ({}) };
  }
  const project = await openProject(invocation, world);
  const { takes, name, label = name } = choosePlatform(named, project.config);
  const env = variablesGiven(invocation, project.config.values, world);
  const names = Object.keys(env);
  const { layout, release, story } =
    takes === 'source'
      ? sourceOfProject(project, invocation, world, { label, given: names })
      : await imageOfProject(project, invocation, world, { door, given: names });
  const { slug, environment, readings } = layout;
  const demanding: Demanding = {
    environment,
    environmentWith: (given) => environmentWith(project.files, layout, given),
  };
  const namedIn = (names: readonly string[]) => variablesNamed(project.files, names);
  const found = { release: demandingWith(release, demanding), story };
  return { root: project.root, config: project.config, slug, env, readings, namedIn, ...demanding, ...found };
}
