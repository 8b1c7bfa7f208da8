import { connect, type NetConnectOpts } from 'node:net';

/** Whether a server takes connections at an address or a socket; the file of a socket is there before it does. */
export function listens(where: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(where, () => {
      connection.destroy();
      resolve(true);
    });
    connection.on('error', () => resolve(false));
  });
}
