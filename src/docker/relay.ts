import { PassThrough } from 'node:stream';
import type { Extract } from 'tar-stream';
import { bytesPassed } from '../memory-bound.ts';

/** One file, folder or link of a tar. */
export type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/**
 * Passes the bytes of a tar's entry on through a stream that may be destroyed at any time: the rest is read and dropped
 * then, since an entry that is destroyed takes the whole tar with it. `release` settles when the entry was read.
 */
export function relay(entry: Entry): { readonly stream: PassThrough; readonly release: Promise<void> } {
  const stream = new PassThrough();
  return { stream, release: pump(entry, stream) };
}

async function pump(entry: Entry, stream: PassThrough): Promise<void> {
  try {
    for await (const piece of entry as AsyncIterable<Buffer>) {
      bytesPassed(piece.length);
      if (!stream.destroyed && !stream.write(piece)) await drained(stream);
    }
    stream.end();
  } catch (error) {
    stream.destroy(error as Error);
  }
}

/** Reads an entry to its end and drops it. */
export async function drain(entry: Entry): Promise<void> {
  for await (const piece of entry as AsyncIterable<Buffer>) bytesPassed(piece.length);
}

function drained(stream: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.once('drain', done).once('close', done);
  });
}
