import { UserError } from '../problems.ts';
import { pushReport } from '../summary/push.ts';
import { rememberApp } from '../state-folder/remembered-apps.ts';
import { agreeOnName, appName } from './app-name.ts';
import { askForVariables } from './ask-variables.ts';
import { carryDoors } from './carry-doors.ts';
import { askToDecide } from './ask-to-decide.ts';
import { pushTo, type Undecided } from './carry-out.ts';
import { choosePlatform, toWords } from './choose-platform.ts';
import type { Command, Invocation, World } from './command.ts';
import { engineDoor, type EngineDoor } from './doors.ts';
import { folderId } from '../folder-id.ts';
import { isImageFile } from './image-file.ts';
import { printOutcome } from './print-outcome.ts';
import { printPlan } from './print-plan.ts';
import { pushWishes } from './push-options.ts';
import { sinceLast } from './since-last.ts';
import { pushSource } from './push-source.ts';
import { tell } from './tell.ts';
import { refuseUnfit } from './unfit-variables.ts';
import { trustBundle } from './trust-bundle.ts';
import { heeded } from './heeded.ts';

/** `simple-deploy push [dir]`: an image of this tree, built when it is missing, then the platform's plan. */
export const command: Command = async (invocation, world) => {
  const door = engineDoor(world);
  try {
    await push(invocation, world, door);
  } finally {
    door.close();
  }
};

/** From here on everybody sees the app's name. */
function announce(
  { app, origin }: { readonly app: string; readonly origin: string },
  { hasApps }: { readonly hasApps: boolean },
  { redactor, terminal }: World,
): void {
  redactor.publish(app);
  if (hasApps) terminal.say(`App: ${app} (${origin})`);
}

async function push(invocation: Invocation, world: World, door: EngineDoor): Promise<void> {
  const { options } = invocation;
  refuseFile(options);
  const { config, root, slug, env, environment, environmentWith, namedIn, readings, release, story } = await pushSource(
    invocation,
    world,
    door,
  );
  trustBundle({ typed: options['caBundle'], config, root }, world);
  const platform = choosePlatform(options['to'], config);
  const found = appName(options['app'] ?? options['project'], config, { platform, env: world.env, root, slug });
  const name = await agreeOnName(found, { ...world, platform });
  announce(name, platform, world);
  const wishes = pushWishes(invocation, config?.values ?? {}, env);
  refuseUnfit(wishes.env, readings);
  const folder = root === undefined ? {} : { folder: folderId(root), root };
  const isDryRun = options['dryRun'] === true;
  const isJson = options['json'] === true;
  const wanted = { verb: 'push' as const, app: name.app, appNamed: name.appNamed, ...folder, ...wishes };
  const read = [...environment, ...environmentWith({ values: wishes.env, names: [] })];
  const asked = {
    give: (names: readonly string[]) => askForVariables(names, { read, namedIn, readings, dryRun: isDryRun, ...world }),
    decide: (undecided: Undecided) => askToDecide(undecided, { dryRun: isDryRun, ...world }),
  };
  const carried = await pushTo(platform, wanted, release, carryDoors(door, world, isDryRun), asked);
  const { image, variables } = carried;
  const { layout, plan, build, source } = story();
  if (isDryRun) {
    return printPlan(image.id === undefined ? plan : undefined, carried.steps, isJson, world, image.source);
  }
  if (platform.hasApps && root !== undefined) rememberApp(root, platform.name, name.app);
  const since = sinceLast({ root, at: `${platform.name} ${name.app}`, plan, source }, image);
  const named = { app: name.app, isConfigured: (config?.values.app ?? config?.values.project) !== undefined };
  const made = { image, layout, plan, build, source, since };
  const place = { dir: invocation.dir, to: toWords(platform, config) };
  const told = heeded(carried.outcome.notes, world);
  await tell(pushReport({ platform, name: named, env: variables, carried, ...made, ...place, ...told }), world);
  since.remember();
  printOutcome(carried, { platform: platform.name, app: name.app, reference: image.reference }, isJson, world);
}

/** What runs apps asks the engine about their image; `--image` comes without a configuration. Throws `image-file-needs-engine`. */
function refuseFile({ image, to }: Invocation['options']): void {
  if (typeof image !== 'string' || !isImageFile(image)) return;
  const { name, hasApps } = choosePlatform(to, undefined);
  if (hasApps) throw new UserError({ code: 'image-file-needs-engine', file: image, platform: name });
}
