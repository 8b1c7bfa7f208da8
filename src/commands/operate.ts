import { renderWords } from '../messages/render.ts';
import type { Request, Target } from '../platforms/types.ts';
import { appName } from './app-name.ts';
import { carryDoors } from './carry-doors.ts';
import { carryOut } from './carry-out.ts';
import { choosePlatform } from './choose-platform.ts';
import type { Invocation, World } from './command.ts';
import { engineDoor } from './doors.ts';
import { folderId } from '../folder-id.ts';
import { openFolder } from './open-project.ts';
import { printOutcome } from './print-outcome.ts';
import { printPlan } from './print-plan.ts';
import { portOf } from './push-options.ts';
import { wordsHere } from './words-here.ts';
import { rowsText } from '../summary/text.ts';
import { projectSlug } from '../layout/slug.ts';

type Carried = Awaited<ReturnType<typeof carryOut>>;

/** What the verbs that work on an app that is there have in common: find the app, carry the plan out, print it. */
export async function operate(
  invocation: Invocation,
  world: World,
  requestFor: (target: Target) => Request | Promise<Request>,
): Promise<Carried> {
  const { options } = invocation;
  const project = openFolder(invocation, world);
  const platform = choosePlatform(options['to'], project.config);
  const slug = projectSlug(project.root);
  const { app, appNamed } = appName(options['app'], project.config, {
    platform,
    env: world.env,
    root: project.root,
    slug,
  });
  const port = portOf(options['port']) ?? project.config.values.port;
  const at = port === undefined ? {} : { port };
  const request = await requestFor({ app, appNamed, folder: folderId(project.root), root: project.root, ...at });
  const isDryRun = options['dryRun'] === true;
  const isJson = options['json'] === true;
  const door = engineDoor(world);
  try {
    const carried = await carryOut(platform, request, carryDoors(door, world, isDryRun));
    world.terminal.close();
    if (isDryRun) printPlan(undefined, carried.steps, isJson, world);
    for (const note of carried.outcome.notes)
      world.terminal.say(renderWords(wordsHere(note, world), world.terminal.style, 'Note'));
    if (!isDryRun && !isJson && carried.outcome.facts.length > 0) {
      world.terminal.say(rowsText(carried.outcome.facts, world.terminal.style, '').join('\n'));
    }
    if (!isDryRun) printOutcome(carried, { platform: platform.name, app }, isJson, world);
    return carried;
  } finally {
    door.close();
  }
}
