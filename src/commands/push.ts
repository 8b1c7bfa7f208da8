import { pushReport } from '../summary-push.ts';
import { wordsFor } from '../messages.ts';
import { rememberApp } from '../state-folder/remembered-apps.ts';
import { agreeOnName, appName } from './app-name.ts';
import { carryDoors } from './carry-doors.ts';
import { pushTo } from './carry-out.ts';
import { choosePlatform } from './choose-platform.ts';
import type { Command, Invocation, World } from './command.ts';
import { engineDoor, type EngineDoor } from './doors.ts';
import { folderId } from './folder-id.ts';
import { imageElsewhere } from './image-elsewhere.ts';
import { imageOfProject } from './image-of-project.ts';
import { openProject } from './open-project.ts';
import { printOutcome } from './print-outcome.ts';
import { printPlan } from './print-plan.ts';
import { pushWishes } from './push-options.ts';
import { tell } from './tell.ts';

/** `simple-deploy push [dir]`: an image of this tree, built when it is missing, then the platform's plan. */
export const command: Command = async (invocation, world) => {
  const door = engineDoor(world);
  try {
    await push(invocation, world, door);
  } finally {
    door.close();
  }
};

async function push(invocation: Invocation, world: World, door: EngineDoor): Promise<void> {
  const { options } = invocation;
  const source = await sourceOf(invocation, world, door);
  const { config, root, slug, release, story } = source;
  const platform = choosePlatform(options['to'], config);
  const found = appName(options['app'], config, { platform: platform.name, root, slug });
  const name = await agreeOnName(found, { ...world, platform });
  if (platform.hasApps) world.terminal.say(`App: ${name.app} (${name.origin})`);
  const wishes = pushWishes(invocation, config?.values ?? {}, world);
  const folder = root === undefined ? {} : { folder: folderId(root) };
  const isDryRun = options['dryRun'] === true;
  const isJson = options['json'] === true;
  const wanted = { verb: 'push' as const, app: name.app, appNamed: name.appNamed, ...folder, ...wishes };
  const doors = carryDoors(door, world, isDryRun);
  let image: Awaited<ReturnType<typeof release>> | undefined;
  const carried = await pushTo(platform, wanted, async (needs) => (image = await release(needs)), doors);
  const { plan, build } = story();
  if (isDryRun) return printPlan(image?.id === undefined ? plan : undefined, carried.steps, isJson, world);
  if (platform.hasApps && root !== undefined) rememberApp(root, platform.name, name.app);
  tell(
    pushReport({
      platform,
      name,
      env: Object.keys(wishes.env),
      image,
      carried,
      plan,
      build,
      dir: invocation.dir,
      notes: carried.outcome.notes.map(wordsFor),
    }),
    world,
  );
  printOutcome(carried, { platform: platform.name, app: name.app, reference: image?.reference }, isJson, world);
}

type Source = Partial<Pick<Awaited<ReturnType<typeof openProject>>, 'root' | 'config'>> &
  Pick<Awaited<ReturnType<typeof imageOfProject>>, 'release' | 'story'> & { readonly slug: string };

/** What is pushed: the image that `--image` names, or one of the project's tree. */
async function sourceOf(invocation: Invocation, world: World, door: EngineDoor): Promise<Source> {
  const given = invocation.options['image'];
  if (typeof given === 'string') {
    const image = await imageElsewhere(given, door);
    const slug = image.labels['simple-deploy.project'] ?? 'app';
    return { slug, release: () => Promise.resolve(image), story: () => ({}) };
  }
  const project = await openProject(invocation, world);
  const { layout, release, story } = await imageOfProject(project, invocation, door, world);
  return { root: project.root, config: project.config, slug: layout.slug, release, story };
}
