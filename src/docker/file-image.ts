import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { UserError } from '../problems.ts';
import type { BuiltImage } from '../values/image.ts';
import type { ImageSource, SourceLayer } from '../values/image-source.ts';
import { imageContent, type InspectedContent } from './image-content.ts';
import { factsPath, parseFacts } from './image-facts.ts';
import { imageInFile } from './saved-image.ts';

/** An image of simple-deploy that lies in a file. */
export type FileImage = Pick<BuiltImage, 'reference' | 'osArch' | 'labels' | 'content' | 'facts'>;

interface SavedConfig extends Omit<InspectedContent, 'Architecture' | 'Os' | 'RootFS'> {
  readonly config?: InspectedContent['Config'] & { readonly Labels?: Readonly<Record<string, string>> | null };
}

/**
 * What is known of an image that `docker save` wrote into a file, without an engine: its labels and the facts that lie in
 * it. Throws `option-file`, `image-file-unusable`.
 */
export async function imageOfFile(file: string, osArch: string, signal: AbortSignal): Promise<FileImage> {
  const unusable = (reason: string, cause?: unknown) =>
    new UserError({ code: 'image-file-unusable', file, reason }, { cause });
  try {
    const source = await imageInFile(file, osArch, signal);
    const { config = {} } = JSON.parse(source.config.toString()) as SavedConfig;
    const text = await factsIn(source);
    if (text === undefined) throw unusable(`there is no ${factsPath} in it: it was not built by simple-deploy`);
    const [Os = '', Architecture = ''] = osArch.split('/');
    const RootFS = { Layers: source.layers.map(({ diffId }) => diffId) };
    const content = imageContent({ Architecture, Os, RootFS, Config: config });
    return { reference: file, osArch, labels: config.Labels ?? {}, content, facts: parseFacts(text, file) };
  } catch (error) {
    if (!(error instanceof UserError) || error.problem.code !== 'image-not-convertible') throw error;
    throw unusable(error.problem.reason, error);
  }
}

/** The facts of the topmost layer that has some. */
async function factsIn(source: ImageSource): Promise<string | undefined> {
  const found = new Map<string, string>();
  await source.each(new Set(source.layers.map(({ diffId }) => diffId)), async (layer, open) => {
    const text = await factsOf(await open(), layer.compression);
    if (text !== undefined) found.set(layer.diffId, text);
  });
  const top = source.layers.findLast(({ diffId }) => found.has(diffId));
  return top && found.get(top.diffId);
}

async function factsOf(layer: Readable, compression: SourceLayer['compression']): Promise<string | undefined> {
  const archive = extract();
  const unpacked =
    compression === 'none' ? layer : layer.pipe(compression === 'zstd' ? createZstdDecompress() : createGunzip());
  unpacked.on('error', (error) => archive.destroy(error));
  let text: string | undefined;
  for await (const entry of unpacked.pipe(archive)) {
    if (`/${entry.header.name.replace(/^\.?\//, '')}` !== factsPath) {
      entry.resume();
      continue;
    }
    text = '';
    for await (const piece of entry) text += String(piece);
  }
  return text;
}
