import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { UserError } from '../problems.ts';
import type { ImageSource, SourceLayer } from '../values/image-source.ts';
import { callEngine } from './engine-call.ts';
import { engineError, reasonOf } from './engine-errors.ts';
import type { Engine } from './engine.ts';
import { drain, type Entry, relay } from './relay.ts';
import { readSavedIndex, type SavedIndex } from './saved-index.ts';

/**
 * An image of the engine as `docker save` writes it: an OCI layout since 25, docker's own format before. It passes as a
 * stream: once to find out what there is, and again for the layers that are wanted. Throws `image-absent`,
 * `image-not-convertible`, `engine-lost`, `engine-refused`.
 */
export async function savedImage(
  engine: Engine,
  reference: string,
  osArch: string,
  signal: AbortSignal,
): Promise<ImageSource> {
  return readSaved(() => savedEntries(engine, reference, signal), osArch, reference);
}

/** The same of a file that `docker save` wrote, gzip or not. Throws `option-file`, `image-not-convertible`. */
export async function imageInFile(file: string, osArch: string, signal: AbortSignal): Promise<ImageSource> {
  return readSaved(() => fileEntries(file, signal), osArch, file);
}

type Save = () => AsyncGenerator<Entry>;

async function readSaved(save: Save, osArch: string, reference: string): Promise<ImageSource> {
  const index = await readSavedIndex(save(), osArch, reference);
  return { config: index.config, layers: index.layers, each: (wanted, take) => visit(save, index, wanted, take) };
}

/** The entries of the tar; each has to be read to its end. */
async function* savedEntries(engine: Engine, reference: string, signal: AbortSignal): AsyncGenerator<Entry> {
  const archive = extract();
  try {
    const stream = await callEngine<Readable>(engine, {
      method: 'GET',
      path: `/images/${reference}/get`,
      isStream: true,
      abortSignal: signal,
      statusCodes: { 200: true },
    });
    // The callback is where a failure would be thrown; it shows where the entries are read.
    pipeline(stream, archive as unknown as NodeJS.WritableStream, () => undefined);
    yield* archive;
  } catch (error) {
    signal.throwIfAborted();
    if (reasonOf(error).status === 404) throw new UserError({ code: 'image-absent', reference }, { cause: error });
    throw engineError(error, `reading the image ${reference}`);
  } finally {
    archive.destroy();
  }
}

/** The entries of a file, unpacked on the way. */
async function* fileEntries(file: string, signal: AbortSignal): AsyncGenerator<Entry> {
  const archive = extract();
  const streams = [createReadStream(file, { signal }), ...(await unpacking(file)), archive] as const;
  // The callback is where a failure would be thrown; it shows where the entries are read.
  pipeline(streams as unknown as [Readable, NodeJS.WritableStream], () => undefined);
  try {
    yield* archive;
  } catch (error) {
    signal.throwIfAborted();
    const reason = `it is no tar, or not a whole one: ${(error as Error).message}`;
    throw new UserError({ code: 'image-not-convertible', reference: file, reason }, { cause: error });
  } finally {
    archive.destroy();
  }
}

/** By the first bytes (RFC 1952, RFC 8878). Throws `option-file`. */
async function unpacking(file: string): Promise<readonly NodeJS.ReadWriteStream[]> {
  try {
    const handle = await open(file);
    const start = Buffer.alloc(4);
    await handle.read(start, 0, 4, 0);
    await handle.close();
    if (start.toString('hex').startsWith('1f8b')) return [createGunzip()];
    return start.toString('hex') === '28b52ffd' ? [createZstdDecompress()] : [];
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError({ code: 'option-file', option: '--image', file, reason }, { cause: error });
  }
}

async function visit(
  save: Save,
  { fileOf, layers }: SavedIndex,
  wanted: ReadonlySet<string>,
  take: (layer: SourceLayer, open: () => Promise<Readable>) => Promise<void>,
): Promise<void> {
  const waiting = new Map(
    layers.filter(({ diffId }) => wanted.has(diffId)).map((layer) => [fileOf.get(layer.diffId) ?? '', layer]),
  );
  for await (const entry of save()) {
    const layer = waiting.get(entry.header.name);
    if (layer === undefined) {
      await drain(entry);
      continue;
    }
    waiting.delete(entry.header.name);
    const { stream, release } = relay(entry);
    let first: Readable | undefined = stream;
    const opened = async (): Promise<Readable> => {
      const given = first ?? Readable.from(bytesOf(save, entry.header.name), { objectMode: false });
      first = undefined;
      return given;
    };
    await take(layer, opened);
    if (waiting.size === 0) return void release.catch(() => undefined);
    stream.destroy();
    await release;
  }
}

/** The bytes of one entry, from a save of its own. */
async function* bytesOf(save: Save, name: string): AsyncGenerator<Buffer> {
  for await (const entry of save()) {
    if (entry.header.name === name) return yield* entry as AsyncIterable<Buffer>;
    await drain(entry);
  }
}
