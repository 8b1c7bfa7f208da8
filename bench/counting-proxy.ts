import { createConnection, createServer, type NetConnectOpts, type Server } from 'node:net';

/** Stands in front of a socket and counts what passes. */
export interface CountingProxy {
  /** Bytes sent through it since the last call. */
  readonly takeSent: () => number;
  readonly stop: () => Promise<void>;
  readonly server: Server;
}

/** Listens where it is told (a path or a port of this machine) and passes everything on to the target. */
export async function startProxy(listen: string | number, target: NetConnectOpts): Promise<CountingProxy> {
  let sent = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = createConnection({ ...target, allowHalfOpen: true } as NetConnectOpts);
    client.on('data', (chunk: Buffer) => (sent += chunk.length));
    client.pipe(upstream).pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => {
    if (typeof listen === 'string') server.listen(listen, resolve);
    else server.listen(listen, '127.0.0.1', resolve);
  });
  return {
    server,
    takeSent: () => {
      const taken = sent;
      sent = 0;
      return taken;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
