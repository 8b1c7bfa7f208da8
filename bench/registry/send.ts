/**
 * One process of the registry's bench, so that its memory is its own: `send.ts HOST MEGABYTES` sends three layers of that
 * size at a time, compressed on the way; `send.ts HOST image REFERENCE` sends what the engine saves of an image.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { connectEngine } from '../../src/docker/engine.ts';
import { savedImage } from '../../src/docker/saved-image.ts';
import type { Repository } from '../../src/registry/blobs.ts';
import { openRegistry } from '../../src/registry/client.ts';
import { inParallel } from '../../src/registry/in-parallel.ts';
import { asGzip } from '../../src/registry/pack-layer.ts';
import { pushSource } from '../../src/registry/push-image.ts';
import { sendBlob } from '../../src/registry/upload.ts';

/** What a stream of a socket or a file gives at a time. */
const pieceSize = 65_536;

const [host = '', amount = '0', reference = ''] = process.argv.slice(2);
const signal = new AbortController().signal;
const registry = await openRegistry(host, { env: process.env, signal });
const to: Repository = { registry, name: 'bench/it', reference: `${host}/bench/it` };
const wanted = { format: 'docker', osArch: 'linux/amd64' } as const;

if (amount === 'image') {
  const engine = await connectEngine();
  const source = await savedImage(engine, reference, wanted.osArch, signal);
  await pushSource(to, '1', source, wanted, { onEvent: () => undefined, stop: () => undefined });
  engine.close();
} else {
  const megabytes = Number(amount);
  await inParallel(
    [1, 2, 3],
    3,
    (seed) => send(seed, megabytes),
    () => undefined,
  );
}
registry.close();

/** Bytes that are the same each time and that gzip cannot make fewer. */
async function send(seed: number, megabytes: number): Promise<void> {
  const block = randomBytes(pieceSize);
  const hash = createHash('sha256');
  // In one buffer: what a process has allocated is to be the client's.
  for (let nth = 0; nth < countOf(megabytes); nth++) hash.update(numbered(block, seed, nth));
  const diffId = `sha256:${hash.digest('hex')}`;
  const open = (): Readable => asGzip(Readable.from(pieces(block, seed, megabytes)), 'none', diffId, to);
  await sendBlob(to, { name: `layer ${seed}`, open });
}

function* pieces(block: Buffer, seed: number, megabytes: number): Generator<Buffer> {
  for (let nth = 0; nth < countOf(megabytes); nth++) yield Buffer.from(numbered(block, seed, nth));
}

function countOf(megabytes: number): number {
  return Math.round((megabytes * 1e6) / pieceSize);
}

function numbered(block: Buffer, seed: number, nth: number): Buffer {
  block.writeUInt32LE(seed * 1_000_000 + nth, 0);
  return block;
}
