import { createServer } from 'node:net';

/** The first port from this one on that nobody listens on. */
export async function freePortFrom(port: number): Promise<number> {
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
  return isFree ? port : freePortFrom(port + 1);
}
