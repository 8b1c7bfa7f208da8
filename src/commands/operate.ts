import { renderWords } from '../messages/render.ts';
import type { Config } from '../config.ts';
import type { Platform, Request, Target } from '../platforms/types.ts';
import { destroyReport } from '../summary/destroy.ts';
import { pushReport } from '../summary/push.ts';
import { tell } from './tell.ts';
import { appName } from './app-name.ts';
import { carryDoors } from './carry-doors.ts';
import { carryOut } from './carry-out.ts';
import { choosePlatform, toWords } from './choose-platform.ts';
import type { Invocation, World } from './command.ts';
import { engineDoor } from './doors.ts';
import { folderId } from '../folder-id.ts';
import { openFolder } from './open-project.ts';
import { printOutcome } from './print-outcome.ts';
import { printPlan } from './print-plan.ts';
import { portOf } from './push-options.ts';
import { trustBundle } from './trust-bundle.ts';
import { heeded } from './heeded.ts';
import { wordsHere } from './words-here.ts';
import { rowsText } from '../summary/text.ts';
import { projectSlug } from '../layout/slug.ts';

type Carried = Awaited<ReturnType<typeof carryOut>>;

/**
 * What the verbs that work on an app that is there have in common: find the app, carry the plan out, print it. What a
 * rollback or a destroy came to is told in a summary: what runs then is another release, or nothing.
 */
export async function operate(
  invocation: Invocation,
  world: World,
  requestFor: (target: Target) => Request | Promise<Request>,
  summary?: 'rollback' | 'destroy',
): Promise<Carried> {
  const { options } = invocation;
  const project = openFolder(invocation, world);
  trustBundle({ typed: undefined, ...project }, world);
  const platform = choosePlatform(options['to'], project.config);
  const slug = projectSlug(project.root);
  const { app, appNamed } = appName(options['app'] ?? options['project'], project.config, {
    platform,
    env: world.env,
    root: project.root,
    slug,
  });
  world.redactor.publish(app);
  const port = portOf(options['port']) ?? project.config.values.port;
  const named = options['environment'] ?? project.config.values.environment;
  const environment = typeof named === 'string' ? { environment: named } : {};
  const at = { ...(port === undefined ? {} : { port }), ...environment };
  const request = await requestFor({ app, appNamed, folder: folderId(project.root), root: project.root, ...at });
  const isDryRun = options['dryRun'] === true;
  const isJson = options['json'] === true;
  const door = engineDoor(world);
  try {
    const carried = await carryOut(platform, request, carryDoors(door, world, isDryRun));
    world.terminal.close();
    if (isDryRun) printPlan(undefined, carried.steps, isJson, world);
    const done = { platform, app, config: project.config };
    if (summary === 'rollback' && !isDryRun) await tellRelease(carried, done, world);
    else if (summary === 'destroy' && !isDryRun) await tellEnd(carried, done, world);
    else sayOutcome(carried, isJson || isDryRun, world);
    if (!isDryRun) printOutcome(carried, { platform: platform.name, app }, isJson, world);
    return carried;
  } finally {
    door.close();
  }
}

/** The notes, and the facts unless they are data. */
function sayOutcome({ outcome }: Carried, notesOnly: boolean, world: World): void {
  const { terminal } = world;
  for (const note of outcome.notes) terminal.say(renderWords(wordsHere(note, world), terminal.style, 'Note'));
  if (!notesOnly && outcome.facts.length > 0) terminal.say(rowsText(outcome.facts, terminal, '').join('\n'));
}

interface Done {
  readonly platform: Platform;
  readonly app: string;
  readonly config: Config;
}

async function tellRelease(carried: Carried, { platform, app, config }: Done, world: World): Promise<void> {
  const { dir } = world;
  const to = toWords(platform, config);
  const name = { app, isConfigured: (config.values.app ?? config.values.project) !== undefined };
  await tell(
    pushReport({
      verb: 'rollback',
      platform,
      name,
      env: [],
      image: undefined,
      carried,
      dir,
      to,
      ...heeded(carried.outcome.notes, world),
    }),
    world,
  );
}

async function tellEnd({ outcome, results }: Carried, { platform, app, config }: Done, world: World): Promise<void> {
  const notes = outcome.notes.map((note) => wordsHere(note, world));
  await tell(destroyReport({ app, platform, results, notes, dir: world.dir, to: toWords(platform, config) }), world);
}
