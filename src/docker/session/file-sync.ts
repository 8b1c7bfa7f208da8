import type { ContextEntry } from '../../values/build-plan.ts';
import { chunkSize, inWireOrder, modTime, readEntry } from '../context-entries.ts';
import { memoryKeeper } from './memory-keeper.ts';
import { dataOverhead, dataPacket, type Packet, type PacketCall, packetWriter, type Stat } from './packets.ts';

const packetType = { stat: 0, request: 1, data: 2, finish: 3, error: 4 } as const;
// The bits of Go's os.FileMode, which is what Stat.mode holds.
const goMode = { directory: 2 ** 31, symlink: 2 ** 27 } as const;
const ended = 'the engine ended the transfer';
/** Files sent at the same time: enough to hide the time a disk takes to open one. */
const laneCount = 4;

type Write = (packet: Packet | Buffer) => Promise<void>;

/** What a lane reads into and what it makes packets in, again and again. */
interface Buffers {
  readonly read: Buffer;
  readonly wire: Buffer;
}

/**
 * Serves a folder by fsutil's DiffCopy: a STAT for each entry, then the bytes of those that BuildKit asks for because
 * it does not hold them with this size and time. Gives the bytes of content that were sent.
 * Throws what `readEntry` throws, after telling BuildKit.
 */
export async function sendEntries(call: PacketCall, entries: readonly ContextEntry[]): Promise<number> {
  try {
    const sorted = inWireOrder(entries);
    const write = packetWriter(call);
    const sender = fileSender(call, write, sorted);
    await Promise.all([sender.finished, sendStats(call, write, sorted)]);
    return sender.bytes();
  } catch (error) {
    call.write({ type: packetType.error, data: Buffer.from(String(error)) });
    throw error;
  } finally {
    // Whatever happened: an engine that is not told waits for ever.
    call.end();
  }
}

async function sendStats(call: PacketCall, write: Write, entries: readonly ContextEntry[]): Promise<void> {
  for (const entry of entries) {
    const written = write({ type: packetType.stat, stat: statOf(entry) });
    // They are small: many travel together, until the engine reads slower than we send.
    if (call.writableNeedDrain) await written;
  }
  await write({ type: packetType.stat });
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
function fileSender(call: PacketCall, write: Write, entries: readonly ContextEntry[]) {
  let bytes = 0;
  const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
  const keep = memoryKeeper();
  const send = async (id: number, { read, wire }: Buffers): Promise<void> => {
    const entry = entries[id];
    if (entry === undefined) throw new Error(`BuildKit asked for a file that was not offered: ${id}`);
    for await (const data of readEntry(entry, read)) {
      bytes += data.length;
      await write(dataPacket(packetType.data, id, data, wire));
      keep(data.length);
      if (call.cancelled) throw new Error(ended);
    }
    await write({ type: packetType.data, id });
  };
  const enqueue = lanes(send);
  call.on('data', (packet: Packet) => {
    if (packet.type === packetType.request) {
      enqueue(packet.id ?? 0).catch(reject);
    } else if (packet.type === packetType.finish) {
      write({ type: packetType.finish }).then(resolve, reject);
    } else if (packet.type === packetType.error) {
      reject(new Error(Buffer.from(packet.data ?? []).toString('utf8')));
    }
  });
  call.on('cancelled', () => reject(new Error(ended)));
  call.on('error', reject);
  return { finished, bytes: () => bytes };
}

/** Works on one file after the other in each of some lanes. A lane owns its buffers, and does nothing after a failure. */
function lanes(work: (id: number, buffers: Buffers) => Promise<void>): (id: number) => Promise<void> {
  const tails: Promise<Buffers>[] = [];
  return async (id) => {
    const lane = id % laneCount;
    const tail = (tails[lane] ?? Promise.resolve(newBuffers())).then(async (buffers) => {
      await work(id, buffers);
      return buffers;
    });
    tails[lane] = tail;
    await tail;
  };
}

function newBuffers(): Buffers {
  return { read: Buffer.allocUnsafe(chunkSize), wire: Buffer.allocUnsafe(chunkSize + dataOverhead) };
}
