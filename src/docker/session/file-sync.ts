import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { ContextEntry } from '../../values/build-plan.ts';
import { inWireOrder, modTime, readEntry } from '../context-entries.ts';

/** A packet of fsutil's protocol (tonistiigi/fsutil, types/wire.proto). */
export interface Packet {
  readonly type: number;
  readonly stat?: Stat;
  readonly id?: number;
  readonly data?: Uint8Array;
}

interface Stat {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly modTime: { readonly low: number; readonly high: number };
  readonly linkname: string;
}

const packetType = { stat: 0, request: 1, data: 2, finish: 3, error: 4 } as const;
// The bits of Go's os.FileMode, which is what Stat.mode holds.
const goMode = { directory: 2 ** 31, symlink: 2 ** 27 } as const;
/** Files sent at the same time: enough to hide the time a disk takes to open one. */
const lanes = 4;

type Call = ServerDuplexStream<Packet, Packet>;

/**
 * Serves a folder by fsutil's DiffCopy: a STAT for each entry, then the bytes of those that BuildKit asks for because
 * it does not hold them with this size and time. Gives the bytes of content that were sent.
 * Throws what `readEntry` throws, after telling BuildKit.
 */
export async function sendEntries(call: Call, entries: readonly ContextEntry[]): Promise<number> {
  const sorted = inWireOrder(entries);
  const sender = fileSender(call, sorted);
  try {
    await Promise.all([sender.finished, sendStats(call, sorted)]);
  } catch (error) {
    call.write({ type: packetType.error, data: Buffer.from(String(error)) });
    throw error;
  } finally {
    call.end();
  }
  return sender.bytes();
}

async function sendStats(call: Call, entries: readonly ContextEntry[]): Promise<void> {
  for (const entry of entries) await write(call, { type: packetType.stat, stat: statOf(entry) });
  await write(call, { type: packetType.stat });
}

function statOf(entry: ContextEntry): Stat {
  const kind = entry.kind === 'directory' ? goMode.directory : entry.kind === 'symlink' ? goMode.symlink : 0;
  const time = modTime(entry).nanoseconds;
  return {
    path: entry.path,
    mode: kind + entry.mode,
    // BuildKit compares with lstat of its own copy, where a link is as long as its target.
    size: entry.kind === 'symlink' ? Buffer.byteLength(entry.target ?? '') : entry.size,
    modTime: { low: Number(BigInt.asIntN(32, time)), high: Number(BigInt.asIntN(32, time >> 32n)) },
    linkname: entry.target ?? '',
  };
}

/** Answers requests for files as they come in, until BuildKit says that it has all it wants. */
function fileSender(call: Call, entries: readonly ContextEntry[]) {
  let bytes = 0;
  const tails: Promise<void>[] = Array.from({ length: lanes }, () => Promise.resolve());
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
  const send = async (id: number): Promise<void> => {
    const entry = entries[id];
    if (entry === undefined) throw new Error(`BuildKit asked for a file that was not offered: ${id}`);
    for await (const data of readEntry(entry)) {
      bytes += data.length;
      await write(call, { type: packetType.data, id, data });
    }
    await write(call, { type: packetType.data, id });
  };
  call.on('data', (packet: Packet) => {
    if (packet.type === packetType.request) {
      const id = packet.id ?? 0;
      const tail = (tails[id % lanes] ?? Promise.resolve()).then(() => send(id));
      tail.catch(reject);
      tails[id % lanes] = tail;
    } else if (packet.type === packetType.finish) {
      write(call, { type: packetType.finish }).then(resolve, reject);
    } else if (packet.type === packetType.error) {
      reject(new Error(Buffer.from(packet.data ?? []).toString('utf8')));
    }
  });
  call.on('cancelled', () => reject(new Error('the engine ended the transfer')));
  call.on('error', reject);
  return { finished, bytes: () => bytes };
}

/** Writes a packet and waits while the engine reads slower than we send, so that a large file never lies in memory. */
async function write(call: Call, packet: Packet): Promise<void> {
  if (call.cancelled) throw new Error('the engine ended the transfer');
  if (call.write(packet)) return;
  await new Promise<void>((resolve) => {
    const events = ['drain', 'cancelled', 'close'];
    const done = (): void => {
      for (const event of events) call.off(event, done);
      resolve();
    };
    for (const event of events) call.on(event, done);
  });
}
