import type { ListedImage } from '../docker/images.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import { rememberDeployment, rememberedDeployment } from '../state-folder/remembered-deployments.ts';
import { buildReport } from '../summary/build.ts';
import { deployedOf } from '../summary/deployed.ts';
import { chooseBuild, choicesOfConfig, choicesOfFlags } from './build-choices.ts';
import { buildImageOf } from './build-image.ts';
import type { Command, World } from './command.ts';
import { engineDoor, turns, type EngineDoor } from './doors.ts';
import { folderId } from '../folder-id.ts';
import { describeChoices, lastUpgrade } from './last-build.ts';
import { openProject, type OpenedProject } from './open-project.ts';
import { typedOver } from './layout-choices.ts';
import { planImage, sayCaBundle } from './plan-image.ts';
import { printPlan } from './print-plan.ts';
import { layoutOf, sayLayout } from './read-layout.ts';
import { tell } from './tell.ts';

/** `simple-deploy build [dir]`: reads the project, plans the image, builds it, prints its reference. */
export const command: Command = async (invocation, world) => {
  const flags = choicesOfFlags(invocation.options, world.env);
  const door = engineDoor(world);
  try {
    door.begin();
    await turns();
    const project = await openProject(invocation, world);
    const images = await askForImages(project, door);
    const configured = choicesOfConfig(project.config.values, project.root, world.env);
    const chosen = chooseBuild([typedOver(configured, flags)], world.env);
    const layout = layoutOf(project, chosen, world);
    sayLayout(layout, chosen, world);
    const engine = await door.engine();
    const options = upgradedAsBefore(chosen, await images.listed, world);
    const plan = await planImage(project, layout, options, engine, world);
    const json = invocation.options['json'] === true;
    if (invocation.options['dryRun'] === true) return printPlan(plan, [], json, world);
    sayCaBundle(options, world, (flags.caBundle ?? configured.caBundle) !== undefined);
    const built = await buildImageOf(plan, options, engine, world);
    const before = rememberedDeployment(project.root);
    await tell(buildReport({ layout, plan, built, root: project.root, dir: world.dir, before }), world);
    rememberDeployment(project.root, undefined, deployedOf(plan, built.image, new Date().toISOString()));
    world.stdout.write(
      json ? `${JSON.stringify(asObject(plan, options, built), undefined, 2)}\n` : `${plan.reference}\n`,
    );
  } finally {
    door.close();
  }
};

/** Asks for earlier images of the folder, and gives when the question is sent: the project is read while the engine looks. */
async function askForImages({ root }: OpenedProject, door: EngineDoor) {
  const { listProjectImages } = await import('../docker/images.ts');
  const listed = door.engine().then((engine) => listProjectImages(engine, folderId(root)));
  // What is wrong with the project is said before what is wrong with the engine.
  listed.catch(() => {});
  await door.engine().catch(() => {});
  await turns();
  return { listed };
}

/** A build takes nothing up from the one before but how fresh its requirements are: without it they would be older again. */
function upgradedAsBefore(options: BuildOptions, images: readonly ListedImage[], { terminal }: World): BuildOptions {
  const upgrade = options.upgrade === undefined ? lastUpgrade(images) : undefined;
  if (upgrade === undefined) return options;
  terminal.say(`As before: ${describeChoices({ upgrade })}`);
  return { ...options, upgrade };
}

function asObject(plan: BuildPlan, options: BuildOptions, built: Awaited<ReturnType<typeof buildImageOf>>): object {
  const { image, ms, bytesSent } = built;
  return {
    schemaVersion: 1,
    reference: plan.reference,
    tags: options.tags,
    imageId: image.id,
    size: image.size,
    osArch: image.osArch,
    layers: image.layers,
    facts: image.facts,
    labels: image.labels,
    leftOut: plan.leftOut,
    durationMs: Math.round(ms),
    bytesSent,
  };
}
