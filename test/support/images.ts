import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planBuild } from '../../src/build-plan.ts';
import { buildImage } from '../../src/docker/build.ts';
import { connectEngine } from '../../src/docker/engine.ts';
import { findImage, imageId, removeImage } from '../../src/docker/images.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import type { BuildEvent } from '../../src/values/build-event.ts';
import { defaultBuildOptions, type BuildOptions } from '../../src/values/build-options.ts';
import type { BuiltImage } from '../../src/values/image.ts';
import { buildableFixtures } from './buildable-fixtures.ts';
import { debianBase } from './debian-base.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const made = new Set<string>();

/** What a test asks of a build. */
interface Wanted extends Partial<BuildOptions> {
  /** Builds without the cache, and even when the image stands. */
  readonly fresh?: boolean;
  readonly onEvent?: (event: BuildEvent) => void;
  /** Is told how many bytes of files a build sent to the engine. */
  readonly onSent?: (bytes: number) => void;
}

/** An image of a fixture with the options that its tests build it with. Named by its plan: each is built once. */
export function fixtureImage(name: string, wanted: Wanted = {}): Promise<BuiltImage> {
  const [, options = {}] = buildableFixtures.find(([fixture]) => fixture === name) ?? [];
  return imageOf(`${fixtures}${name}`, name, { ...options, ...wanted });
}

/** An image of the project in a folder; `slug` keeps it apart from what other tests build. */
export async function imageOf(root: string, slug: string, wanted: Wanted = {}): Promise<BuiltImage> {
  const { fresh = false, onEvent = () => {}, onSent = () => {}, ...chosen } = wanted;
  const options = { ...defaultBuildOptions, noCache: fresh, baseImage: debianBase, ...chosen };
  const engine = await connectEngine();
  try {
    const files = await listProjectFiles(root);
    const layout = { ...readLayout(files, options), slug: `image-test-${slug}` };
    const baseImageId = await imageId(engine, options.baseImage);
    const plan = await planBuild(layout, files, options, {
      osArch: engine.facts.osArch,
      ...(baseImageId !== undefined && { baseImageId }),
    });
    made.add(plan.reference);
    if (fresh || (await imageId(engine, plan.reference)) === undefined) {
      const secrets = caBundle();
      const signal = new AbortController().signal;
      const lent = { secrets, agents: new Map() };
      const call = { tags: [plan.reference], ...lent, noCache: fresh, pull: false, env: process.env, onEvent, signal };
      onSent((await buildImage(engine, plan, call)).bytesSent);
    }
    return (await findImage(engine, plan.reference))!;
  } finally {
    engine.close();
  }
}

/** Behind a company proxy the builds of the tests trust what this machine trusts. */
export function caBundle(): ReadonlyMap<string, Uint8Array> {
  const file = process.env['SSL_CERT_FILE'];
  return new Map(file ? [['ca', readFileSync(file)]] : []);
}

/** Removes what this test file built. */
export async function removeFixtureImages(): Promise<void> {
  const engine = await connectEngine();
  try {
    for (const reference of made) await removeImage(engine, reference).catch(() => {});
    made.clear();
  } finally {
    engine.close();
  }
}
