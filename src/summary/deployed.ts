import type { BuildPlan } from '../values/build-plan.ts';
import type { Deployed } from '../values/deployed.ts';
import type { BuiltImage, ImageLayer } from '../values/image.ts';

/** What is remembered of an image and the tree that it was built from; `at` (ISO 8601) says when. */
export function deployedOf(
  plan: Pick<BuildPlan, 'entries'>,
  { reference, layers, facts }: Pick<BuiltImage, 'reference' | 'layers' | 'facts'>,
  at: string,
): Deployed {
  const ofProject = plan.entries.filter(({ path, kind }) => path.startsWith('project/') && kind !== 'directory');
  const files = ofProject.map(({ path, digest }) => [path.slice('project/'.length), digest.slice(0, 16)] as const);
  const { python, packages } = facts;
  return {
    schemaVersion: 1,
    at,
    reference,
    sizes: sizesByPart(layers),
    files: Object.fromEntries(files),
    python,
    packages,
  };
}

/** Uncompressed bytes of an image by part. */
export function sizesByPart(layers: readonly ImageLayer[]): Deployed['sizes'] {
  const sizes: Partial<Record<ImageLayer['part'], number>> = {};
  for (const { part, size } of layers) sizes[part] = (sizes[part] ?? 0) + size;
  return sizes;
}
