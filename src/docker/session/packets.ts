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

export type PacketCall = ServerDuplexStream<Packet, Packet>;

/**
 * Writes packets into a call. Each promise resolves when the engine has taken the packet, so that its data may be
 * overwritten and no more than that lies in memory; or at once when the engine has ended the call (`call.cancelled`).
 */
export function packetWriter(call: PacketCall): (packet: Packet) => Promise<void> {
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
