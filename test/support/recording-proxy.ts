import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A socket that leads to the machine's engine, and what clients sent through it. */
export interface RecordingProxy {
  readonly address: string;
  /** Every byte that clients sent. */
  readonly sent: () => Buffer;
  readonly stop: () => void;
}

/** Passes connections on to the engine, and keeps what clients send. */
export async function recordingProxy(): Promise<RecordingProxy> {
  const path = join(temporaryFolder('proxy'), 'docker.sock');
  const kept: Buffer[] = [];
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (from) => {
    const to = connect({ path: '/var/run/docker.sock', allowHalfOpen: true });
    from.on('data', (chunk: Buffer) => void kept.push(chunk));
    for (const [a, b] of [[from, to] as const, [to, from] as const]) {
      open.add(a);
      a.pipe(b);
      a.on('error', () => b.destroy()).on('close', () => open.delete(a));
    }
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    address: `unix://${path}`,
    sent: () => Buffer.concat(kept),
    stop: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
