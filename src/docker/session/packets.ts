import type { ServerDuplexStream } from '@grpc/grpc-js';

/** A packet of fsutil's protocol (tonistiigi/fsutil, types/wire.proto). */
export interface Packet {
  readonly type: number;
  readonly stat?: Stat;
  readonly id?: number;
  readonly data?: Uint8Array;
}

/** What fsutil says of an entry (types/stat.proto); the time in nanoseconds, in two halves. */
export interface Stat {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  readonly modTime: { readonly low: number; readonly high: number };
  readonly linkname: string;
}

/** What is written is a packet, or one in the form that it travels in. */
export type PacketCall = ServerDuplexStream<Packet, Packet | Buffer>;

/**
 * Writes packets into a call. Each promise resolves when the engine has taken the packet, so that its data may be
 * overwritten and no more than that lies in memory; or at once when the engine has ended the call (`call.cancelled`).
 */
export function packetWriter(call: PacketCall): (packet: Packet | Buffer) => Promise<void> {
  // gRPC tells nothing of packets that were on their way when a call ended; nobody shall wait for them.
  const waiting = new Set<() => void>();
  const release = (): void => {
    for (const resolve of waiting) resolve();
  };
  call.once('cancelled', release).once('close', release);
  return (packet) =>
    new Promise((resolve) => {
      if (call.cancelled) return resolve();
      waiting.add(resolve);
      call.write(packet, () => {
        waiting.delete(resolve);
        resolve();
      });
    });
}

/** The most bytes that a packet of data has besides its data: three tags, a type, and two numbers of up to five bytes. */
export const dataOverhead = 14;

/**
 * A packet of data as it travels (types/wire.proto: type = 1, id = 3, data = 4), made in `buffer`, which has to have room
 * for it. The general encoder takes new memory for every packet, which for a large context is most of our work.
 */
export function dataPacket(type: number, id: number, data: Uint8Array, buffer: Buffer): Buffer {
  let at = 0;
  const field = (tag: number, value: number): void => {
    buffer[at++] = tag;
    let rest = value;
    for (; rest > 127; rest >>>= 7) buffer[at++] = (rest & 127) | 128;
    buffer[at++] = rest;
  };
  field(0x08, type);
  field(0x18, id);
  field(0x22, data.length);
  buffer.set(data, at);
  return buffer.subarray(0, at + data.length);
}
