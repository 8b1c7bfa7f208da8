import type { ImageNeeds, Releasable } from '../platforms/types.ts';
import type { FindImage } from './carry-out.ts';
import type { BuildStory } from '../summary/build.ts';
import type { SourceStory } from '../summary/source.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import { chooseBuild, choicesOfConfig, choicesOfFlags, type BuildChoices } from './build-choices.ts';
import { buildImageOf } from './build-image.ts';
import type { Invocation, World } from './command.ts';
import type { EngineDoor } from './doors.ts';
import { folderId } from '../folder-id.ts';
import { typedOver } from './layout-choices.ts';
import { choicesOfLastBuild, describeChoices, forgotten } from './last-build.ts';
import type { OpenedProject } from './open-project.ts';
import { planImage, sayCaBundle } from './plan-image.ts';
import { layoutOf, sayLayout } from './read-layout.ts';

/** A project as something to push: its name, and an image of its tree once the platform said what it needs. */
export interface ProjectImage {
  readonly layout: Layout;
  /** Finds the image of this tree, or builds it; in a dry run only says that it would. */
  readonly release: FindImage;
  /** Known after `release`: the plan, and what a build came to when there was one. */
  readonly story: () => Story;
}

export interface Story {
  readonly layout?: Layout | undefined;
  readonly plan?: BuildPlan | undefined;
  readonly build?: BuildStory | undefined;
  /** Of a platform that builds from source. */
  readonly source?: SourceStory | undefined;
}

/** Reads the project with the command line's choices, the configuration's, and those of the last build; `given` are names of the app's variables. */
export async function imageOfProject(
  project: OpenedProject,
  invocation: Invocation,
  world: World,
  { door, given }: { readonly door: EngineDoor; readonly given: readonly string[] },
): Promise<ProjectImage> {
  const chosen = await chooseAgain(project, invocation, door, world);
  const layout = layoutOf(project, chosen.options, world);
  sayLayout(layout, chosen.options, world, given);
  const isDryRun = invocation.options['dryRun'] === true;
  let story: Story = {};
  return {
    layout,
    story: () => story,
    async release(needs, foreseen) {
      const options = optionsFor(needs, chosen);
      const found = options.database === chosen.options.database ? layout : layoutOf(project, options, world);
      const engine = await door.engine();
      const plan = await planImage(project, found, options, engine, world);
      story = { layout: found, plan };
      const { findImage, tagImage } = await import('../docker/images.ts');
      const standing = options.noCache || options.pull ? undefined : await findImage(engine, plan.reference);
      if (standing !== undefined) {
        world.terminal.say(`The image of this tree is there: ${plan.reference}`);
        if (!isDryRun) for (const tag of options.tags) await tagImage(engine, plan.reference, tag);
        return standing;
      }
      const willBe = unbuilt(plan, found);
      if (!isDryRun) await foreseen(willBe);
      world.terminal.say(`${whyBuild(chosen.isFirst, needs)}${isDryRun ? '; it would be built' : ': building it'}`);
      if (isDryRun) return willBe;
      sayCaBundle(options, world, chosen.typed.caBundle !== undefined);
      const built = await buildImageOf(plan, options, engine, world);
      story = { layout: found, plan, build: { layout: found, plan, built, root: project.root, dir: world.dir } };
      return built.image;
    },
  };
}

/** What is known of an image that does not stand yet. */
function unbuilt({ reference, osArch, labels }: BuildPlan, { environment }: Layout): Releasable {
  return { reference, osArch, labels, demands: environment.map(({ value }) => value) };
}

interface Chosen {
  readonly options: BuildOptions;
  /** By the command line or the configuration. */
  readonly typed: BuildChoices;
  /** There is no image of this folder yet. */
  readonly isFirst: boolean;
}

/** Options for an image of this folder; those that nobody gives now are the last build's, and are said. */
async function chooseAgain(
  project: OpenedProject,
  invocation: Invocation,
  door: EngineDoor,
  world: World,
): Promise<Chosen> {
  const { env, terminal } = world;
  const { listProjectImages } = await import('../docker/images.ts');
  const configured = choicesOfConfig(project.config.values, project.root, env);
  const typed = typedOver(configured, choicesOfFlags(invocation.options, env));
  const images = await door
    .engine()
    .then((engine) => listProjectImages(engine, folderId(project.root)))
    .catch((error: unknown) => {
      // What is wrong with the project comes before what is wrong with the engine.
      layoutOf(project, chooseBuild([typed], env), world);
      throw error;
    });
  const last = choicesOfLastBuild(images, env);
  const inherited = describeChoices(Object.fromEntries(Object.entries(last).filter(([key]) => !(key in typed))));
  if (inherited !== '') terminal.say(`As in the last build: ${inherited}`);
  for (const option of forgotten(images, { ...last, ...typed })) {
    terminal.say(`The last build had ${option}; what it was is not kept: give it again if this build needs it`);
  }
  return { options: chooseBuild([typed, last], env), typed, isFirst: images.length === 0 };
}

/** What the platform needs goes over what was not typed. */
function optionsFor({ osArch, database }: ImageNeeds, { options, typed }: Chosen): BuildOptions {
  return {
    ...options,
    ...(osArch === undefined || typed.osArch !== undefined ? {} : { osArch }),
    ...(database === undefined ? {} : { database }),
  };
}

function whyBuild(isFirst: boolean, { database }: ImageNeeds): string {
  const what = database === undefined ? '' : ` with a driver for ${database}`;
  return isFirst
    ? `There is no image of this project${what} yet`
    : `There is no image${what} of the tree as it is now and of these options`;
}
