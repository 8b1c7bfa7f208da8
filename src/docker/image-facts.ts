import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { UserError } from '../problems.ts';
import type { ImageFacts } from '../values/image.ts';
import { engineError, reasonOf } from './engine-errors.ts';
import type { Engine } from './engine.ts';
import { rememberedFacts, rememberFacts } from './remembered-facts.ts';

/** Where a build leaves what only it could find out (docs/image.md). */
export const factsPath = '/simple-deploy/facts.json';

/**
 * The facts that lie in an image: remembered, or read out of a container that is made and never started. Throws
 * `image-without-facts` when there are none or they are of another version.
 */
export async function readImageFacts(engine: Engine, id: string, reference: string): Promise<ImageFacts> {
  const known = rememberedFacts(id);
  if (known?.schemaVersion === 1) return known;
  const facts = parseFacts(await readFactsFile(engine, id, reference), reference);
  rememberFacts(id, facts);
  return facts;
}

async function readFactsFile(engine: Engine, id: string, reference: string): Promise<string> {
  const container = await engine.api
    .createContainer({
      name: `simple-deploy-facts-${randomUUID()}`,
      Image: id,
      Cmd: ['true'],
      Labels: { 'simple-deploy.purpose': 'facts' },
    })
    .catch((error: unknown) => {
      throw engineError(error, `reading the facts of ${reference}`);
    });
  try {
    const archive = (await container.getArchive({ path: factsPath })) as unknown as Readable;
    return await firstFile(archive);
  } catch (error) {
    if (reasonOf(error).status !== 404) throw engineError(error, `reading the facts of ${reference}`);
    const reason = `there is no ${factsPath} in it`;
    throw new UserError({ code: 'image-without-facts', reference, reason }, { cause: error });
  } finally {
    await container.remove({ force: true }).catch(() => undefined);
  }
}

async function firstFile(archive: Readable): Promise<string> {
  for await (const entry of archive.pipe(extract())) {
    let text = '';
    for await (const piece of entry) text += String(piece);
    return text;
  }
  return '';
}

/** Reads what lies there. Throws `image-without-facts`. */
export function parseFacts(text: string, reference: string): ImageFacts {
  const reason = (why: string): UserError => new UserError({ code: 'image-without-facts', reference, reason: why });
  let facts: ImageFacts;
  try {
    facts = JSON.parse(text) as ImageFacts;
  } catch {
    throw reason(`${factsPath} in it is not JSON`);
  }
  if (facts.schemaVersion !== 1) throw reason(`${factsPath} in it has version ${String(facts.schemaVersion)}, not 1`);
  return facts;
}
