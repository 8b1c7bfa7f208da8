import { readFileSync } from 'node:fs';
import { planBuild } from '../build-plan.ts';
import { baseImageFor } from '../build-plan/base-image.ts';
import type { Engine } from '../docker/engine.ts';
import { UserError } from '../problems.ts';
import type { BuildOptions, BuildPlan } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import type { World } from './command.ts';
import type { OpenedProject } from './open-project.ts';

/** The plan of the image for that engine. Reads only: the project's files are hashed, nothing is written. */
export async function planImage(
  project: OpenedProject,
  layout: Layout,
  options: BuildOptions,
  engine: Engine,
  { log }: World,
): Promise<BuildPlan> {
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
  return plan;
}

/** Session secrets of a build: the CA bundle. Throws `option-file` when it cannot be read. */
export function buildSecrets(options: BuildOptions): ReadonlyMap<string, Uint8Array> {
  const { caBundle } = options;
  if (caBundle === undefined) return new Map();
  try {
    return new Map([['ca', readFileSync(caBundle)]]);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError({ code: 'option-file', option: '--ca-bundle', file: caBundle, reason }, { cause: error });
  }
}

/** Says which CA bundle is lent to the build when the person did not name one. */
export function sayCaBundle(options: BuildOptions, world: World, isNamed: boolean): void {
  if (options.caBundle === undefined || isNamed) return;
  world.terminal.say(`The build trusts the certificates in ${options.caBundle} (SSL_CERT_FILE)`);
}
