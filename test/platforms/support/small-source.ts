import { sourceTree } from '../../../src/build-plan/source-tree.ts';
import type { Releasable } from '../../../src/platforms/types.ts';
import { configurationFiles } from '../../support/platformsh/hand-made.ts';
import type { Flavour } from '../../support/platformsh/ground.ts';

/** A tree of a few files that the platform takes, another one for each release. */
export async function smallSource(release: string, flavour: Flavour): Promise<Releasable> {
  const texts = { ...configurationFiles(flavour, {}), release };
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const source = await sourceTree(
    { root: '/' },
    { taken: [], leftOut: [] },
    { files, configuration: [], templates: [], notes: [] },
    [],
  );
  const reference = `small:${source.id.slice(0, 12)}`;
  return { reference, osArch: 'linux/amd64', labels: {}, content: source.id, source };
}
