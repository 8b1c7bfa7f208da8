import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { Releasable } from '../../../src/platforms/types.ts';
import { engine } from './engine.ts';

const repository = 'simple-deploy-test/small';
const base = `${repository}:base`;

/**
 * An image of a few bytes in two layers, the second of which is the release's: enough for a registry, which would be
 * sent a whole Debian otherwise. Made once: another commit of the same would be another image.
 */
export async function smallImage(release: string): Promise<Releasable> {
  const { api, facts } = await engine();
  const reference = `${repository}:${release}`;
  if (!(await stands(reference))) {
    if (!(await stands(base))) await importBase();
    const container = await api.createContainer({ Image: base, Cmd: ['none'] });
    await container.putArchive(tarOf('release', release), { path: '/' });
    await container.commit({ repo: repository, tag: release });
    await container.remove();
  }
  const { Id: id } = await api.getImage(reference).inspect();
  return { reference, id, osArch: facts.osArch, labels: {} };
}

async function importBase(): Promise<void> {
  const { api } = await engine();
  const options = { repo: repository, tag: 'base' };
  await text(await api.importImage(tarOf('base', 'the same in every release'), options));
}

async function stands(reference: string): Promise<boolean> {
  const { api } = await engine();
  return api
    .getImage(reference)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

function tarOf(name: string, content: string): Readable {
  const archive = pack();
  archive.entry({ name }, content);
  archive.finalize();
  return archive as unknown as Readable;
}
