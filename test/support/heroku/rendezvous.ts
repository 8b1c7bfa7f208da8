import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { createServer, type TLSSocket } from 'node:tls';
import { randomUUID } from 'node:crypto';
import type Dockerode from 'dockerode';
import type { Ground } from '../fakes/ground.ts';

interface Waiting {
  readonly docker: Dockerode;
  readonly container: Dockerode.Container;
  readonly tty: boolean;
  readonly done: () => Promise<void>;
}

const waiting = new Map<string, Waiting>();

/** Has a container wait for whoever comes with the secret that this gives. */
export function attached(
  { docker }: Ground,
  container: Dockerode.Container,
  how: Pick<Waiting, 'tty' | 'done'>,
): string {
  const secret = randomUUID();
  waiting.set(secret, { docker, container, ...how });
  return secret;
}

/**
 * Where attached one-off dynos are met, over TLS (heroku/cli: run/dyno.ts): the client sends the secret as a line, is
 * answered a line, and has the dyno's input and output from then on. EOT ends the input.
 */
export async function openRendezvous(tls: {
  readonly cert: Buffer;
  readonly key: Buffer;
}): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer(tls, (socket) => void meet(socket).catch(() => socket.destroy()));
  const open = new Set<TLSSocket>();
  server.on('secureConnection', (socket) => open.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { url: `rendezvous://localhost:${port}`, stop };
}

async function meet(socket: TLSSocket): Promise<void> {
  socket.on('error', () => undefined);
  const [first] = (await once(socket, 'data')) as [Buffer];
  // What comes before anybody listens would be lost.
  socket.pause();
  const [secret = '', ...rest] = first.toString().split('\r\n');
  const found = waiting.get(secret);
  waiting.delete(secret);
  if (found === undefined) return void socket.end();
  const { docker, container, tty, done } = found;
  const stream = await container.attach({ stream: true, hijack: true, stdin: true, stdout: true, stderr: true });
  const output = new PassThrough();
  const told = once(output, 'end');
  if (tty) stream.pipe(output);
  else docker.modem.demuxStream(stream, output, output);
  stream.on('end', () => output.end());
  const give = (chunk: Buffer): void => {
    // A terminal knows by itself what an EOT is.
    if (tty || !chunk.includes(4)) return void stream.write(chunk);
    stream.end(chunk.subarray(0, chunk.indexOf(4)));
  };
  const early = Buffer.from(rest.join('\r\n'));
  if (early.length > 0) give(early);
  socket.on('data', give).resume();
  socket.write('rendezvous\r\n');
  // The real command throws away all that comes with the greeting.
  await container.start();
  output.pipe(socket);
  socket.on('close', () => void container.kill().catch(() => undefined));
  await container.wait();
  await told;
  socket.end();
  await done();
}
