import { PassThrough, type Readable } from 'node:stream';
import type { Engine } from '../engine.ts';
import { engineStatus } from './failure.ts';

/** The last lines that a container wrote, oldest first; none when there is no such container. */
export async function lastLines(engine: Engine, name: string, count: number): Promise<readonly string[]> {
  try {
    const container = engine.api.getContainer(name);
    const stream = await container.logs({ stdout: true, stderr: true, tail: count, follow: true, until: untilNow() });
    const lines: string[] = [];
    await eachLine(engine, stream as unknown as Readable, (line) => lines.push(line));
    return lines.slice(-count);
  } catch (error) {
    if (engineStatus(error) === 404) return [];
    throw error;
  }
}

/** Hands on what a container writes, byte by byte as it comes; ends when the container does, or by the signal. */
export async function followLogs(
  engine: Engine,
  name: string,
  wanted: { readonly follow: boolean; readonly tail: number | 'all' },
  doors: { readonly output: (chunk: Uint8Array) => void; readonly signal: AbortSignal },
): Promise<void> {
  const tail = wanted.tail === 'all' ? {} : { tail: wanted.tail };
  const end = wanted.follow ? {} : { until: untilNow() };
  const stream = await engine.api
    .getContainer(name)
    .logs({ stdout: true, stderr: true, follow: true, ...tail, ...end });
  const stop = () => (stream as unknown as Readable).destroy();
  doors.signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of merged(engine, stream as unknown as Readable)) doors.output(chunk as Uint8Array);
  } finally {
    doors.signal.removeEventListener('abort', stop);
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

/** `until` makes a followed stream end by itself; without `follow` the client would hold the whole log in memory. */
function untilNow(): number {
  return Math.ceil(Date.now() / 1000) + 1;
}
