import type { Engine } from '../../src/docker/engine.ts';
import { findOrMakeBase } from './base-image.ts';
import { findOrStartEngine } from './engine.ts';
import { installPackages } from './packages.ts';
import { SetUpError, timed } from './progress.ts';
import { fetchUpsun } from './upsun.ts';

/** What the tests on engines and registries need beyond an engine. */
const forTests = [
  'docker.io',
  'mmdebstrap',
  'iproute2',
  'util-linux',
  'runc',
  'docker-registry',
  'apache2-utils',
  'skopeo',
  'tinyproxy-bin',
  'openssl',
  'python3-venv',
  'git',
  'openssh-client',
  'openssh-server',
  'time',
  'chromium',
  'fonts-dejavu-core',
  'busybox',
];

/** Everything that quickstart and the tests need; a second time it finds all of it there. Gives the base image's name. */
export async function setUp({ tests }: { tests: boolean }): Promise<{ base: string; engine: Engine }> {
  const install = Number(process.env['INSTALL_MS']);
  if (install > 0) timed('installing the dependencies', install);
  if (tests) {
    await installPackages(forTests, 'The tests');
    await fetchUpsun();
  }
  const engine = await findOrStartEngine();
  console.log(`  engine ${engine.facts.version} at ${engine.address}`);
  const base = await findOrMakeBase(engine);
  console.log(`  base image ${base}`);
  return { base, engine };
}

/** Runs a script: its failure in words ends it with exit 1. */
export async function script(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
