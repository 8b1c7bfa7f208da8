import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Ends a server with the connections it has. */
export function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** Has a server listen on a free port of this machine; gives the port. */
export async function listenSomewhere(server: Pick<Server, 'listen' | 'once' | 'address'>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server as Server, 'listening');
  return (server.address() as AddressInfo).port;
}
