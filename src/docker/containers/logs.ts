import { PassThrough, type Readable } from 'node:stream';
import type { Engine } from '../engine.ts';
import { engineStatus } from './failure.ts';

/** The last lines that a container wrote, oldest first; none when there is no such container. */
export async function lastLines(engine: Engine, name: string, count: number): Promise<readonly string[]> {
  try {
    const text = Buffer.concat([...frames(await written(engine, name, count))]).toString();
    return text.split(/\r?\n/).filter((line, index, all) => line !== '' || index < all.length - 1);
  } catch (error) {
    if (engineStatus(error) === 404) return [];
    throw error;
  }
}

/** Hands on what a container wrote, and with `follow` what it goes on to write, until it ends or the signal comes. */
export async function readLogs(
  engine: Engine,
  name: string,
  { follow, tail }: { readonly follow: boolean; readonly tail: number | 'all' },
  doors: { readonly output: (chunk: Uint8Array) => void; readonly signal: AbortSignal },
): Promise<void> {
  if (!follow) {
    for (const chunk of frames(await written(engine, name, tail))) doors.output(chunk);
    return;
  }
  const wanted = { stdout: true, stderr: true, follow: true, ...(tail !== 'all' && { tail }) } as const;
  const stream = (await engine.api.getContainer(name).logs(wanted)) as unknown as Readable;
  const stop = () => stream.destroy();
  doors.signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of merged(engine, stream)) doors.output(chunk as Uint8Array);
  } finally {
    doors.signal.removeEventListener('abort', stop);
  }
}

/** The log so far. Its size is bounded by the rotation that containers are created with. */
function written(engine: Engine, name: string, tail: number | 'all'): Promise<Buffer> {
  const count = tail === 'all' ? {} : { tail };
  return engine.api.getContainer(name).logs({ stdout: true, stderr: true, follow: false, ...count });
}

/** The payloads of a multiplexed stream: each comes after 8 bytes, the last four of which are its length. */
function* frames(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    yield bytes.subarray(at + 8, end);
    at = end;
  }
}

/** Calls back for every line of a container's multiplexed stream, both of its outputs in the order they come. */
export async function eachLine(engine: Engine, stream: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of merged(engine, stream)) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  }
  if (rest !== '') onLine(rest);
}

/** One stream of both outputs. The engine's helper does not end what it writes to: we do. */
function merged(engine: Engine, stream: Readable): Readable {
  const both = new PassThrough();
  (engine.api.modem as { demuxStream(from: Readable, out: PassThrough, error: PassThrough): void }).demuxStream(
    stream,
    both,
    both,
  );
  stream.once('end', () => both.end());
  stream.once('close', () => both.end());
  stream.once('error', (error) => both.destroy(error));
  return both;
}
