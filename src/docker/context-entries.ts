import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { UserError } from '../problems.ts';
import type { ContextEntry } from '../values/build-plan.ts';

/** Large enough that most files are one piece, and far below the 4 MiB that a message to BuildKit may have. */
export const chunkSize = 128 * 1024;

/**
 * The time that an entry carries to the engine. Made from the content's hash: BuildKit decides by size and time whether
 * it holds a file already, and neither the real time (misses an edit of the same size within its resolution, and
 * differs between two clones) nor a constant one tells it that the content is another. Between 1970 and 2038, so that
 * a tar header can hold it.
 */
export function modTime(entry: ContextEntry): { readonly seconds: number; readonly nanoseconds: bigint } {
  if (entry.kind !== 'file') return { seconds: 0, nanoseconds: 0n };
  const seconds = Number.parseInt(entry.digest.slice(0, 8), 16) >>> 1;
  const fraction = Number.parseInt(entry.digest.slice(8, 16), 16) % 1_000_000_000;
  return { seconds, nanoseconds: BigInt(seconds) * 1_000_000_000n + BigInt(fraction) };
}

/**
 * Entries in the order that fsutil demands: byte order within a folder, what a folder holds directly after it.
 * (Plain byte order of whole paths puts `a-b` between `a` and `a/c`.)
 */
export function inWireOrder(entries: readonly ContextEntry[]): readonly ContextEntry[] {
  // NUL sorts below every byte that a name can hold, as the separator has to.
  const keyed = entries.map((entry) => ({ entry, key: Buffer.from(entry.path.replaceAll('/', '\0')) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry);
}

/**
 * The bytes of a file entry, in pieces. `buffer`, when given, is read into again and again: a piece holds until the next
 * one is asked for. Throws `context-changed` when the file is gone or is not what the plan says (it was edited while we
 * were at work): the image would not be what its digest claims.
 */
export async function* readEntry(entry: ContextEntry, buffer?: Buffer): AsyncGenerator<Uint8Array> {
  if (entry.kind !== 'file' || entry.source === undefined) return;
  if ('bytes' in entry.source) {
    const { bytes } = entry.source;
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
    return;
  }
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of readFile(entry, entry.source.file, buffer)) {
    size += piece.length;
    if (size > entry.size) throw changed(entry, 'it has grown');
    hash.update(piece);
    yield piece;
  }
  if (size !== entry.size) throw changed(entry, 'it has shrunk');
  if (hash.digest('hex') !== entry.digest) throw changed(entry, 'its content is another');
}

async function* readFile(entry: ContextEntry, file: string, given?: Buffer): AsyncGenerator<Uint8Array> {
  const handle = await open(file).catch((error: unknown) => {
    throw changed(entry, reasonOf(error), error);
  });
  try {
    for (let at = 0; ;) {
      // One byte more than a small file has, so that its end shows in the first read.
      const buffer = given ?? Buffer.allocUnsafe(Math.min(chunkSize, entry.size + 1));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length).catch((error: unknown) => {
        throw changed(entry, reasonOf(error), error);
      });
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      at += bytesRead;
      if (bytesRead === 0 || (bytesRead < buffer.length && at >= entry.size)) return;
    }
  } finally {
    await handle.close();
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'it is gone';
  if (code === 'EACCES') return 'it may not be read';
  return (error as Error).message;
}

function changed(entry: ContextEntry, reason: string, cause?: unknown): UserError {
  const file = entry.source !== undefined && 'file' in entry.source ? entry.source.file : entry.path;
  return new UserError({ code: 'context-changed', path: entry.path, file, reason }, { cause });
}
