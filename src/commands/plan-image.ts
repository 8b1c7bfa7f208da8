import { planBuild } from '../build-plan.ts';
import { baseImageFor } from '../build-plan/base-image.ts';
import { renderWords } from '../messages/render.ts';
import type { Engine } from '../docker/engine.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { BuildPlan } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import type { World } from './command.ts';
import type { OpenedProject } from './open-project.ts';
import { wordsHere } from './words-here.ts';

/** The plan of the image for that engine. Reads only: the project's files are hashed, nothing is written. */
export async function planImage(
  project: OpenedProject,
  layout: Layout,
  options: BuildOptions,
  engine: Engine,
  world: World,
): Promise<BuildPlan> {
  const { log, terminal } = world;
  const { imageId } = await import('../docker/images.ts');
  const baseImageId = await imageId(engine, baseImageFor(layout, options));
  const plan = await planBuild(layout, project.files, options, {
    osArch: engine.facts.osArch,
    ...(baseImageId === undefined ? {} : { baseImageId }),
  });
  const { reference, baseImage, osArch, labels, leftOut, entries } = plan;
  log.write({
    kind: 'fact',
    title: 'plan',
    detail: { reference, baseImage, osArch, labels, leftOut, entries: entries.length },
  });
  for (const note of plan.notes) terminal.say(renderWords(wordsHere(note, world), terminal.style, 'Note'));
  return plan;
}

/** Says which CA bundle is lent to the build when the person did not name one. */
export function sayCaBundle(options: BuildOptions, world: World, isNamed: boolean): void {
  if (options.caBundle === undefined || isNamed) return;
  world.terminal.say(`The build trusts the certificates in ${options.caBundle} (SSL_CERT_FILE)`);
}
