import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { callEngine } from './engine-call.ts';
import type { Engine } from './engine.ts';
import type { SessionOffers } from './session/services.ts';

/** A connection by which the engine asks us for files, secrets and credentials while it builds. */
export interface Session {
  readonly id: string;
  close(): void;
}

/**
 * Opens a BuildKit session: `POST /session` upgraded to HTTP/2, in which the engine is the client and we are the gRPC
 * server. `sharedKey` names the folder: BuildKit keeps what it received under that key, and the next build sends only
 * what changed. (dockerode's own session offers credentials only, and no Health.)
 */
export async function openSession(engine: Engine, sharedKey: string, offers: SessionOffers): Promise<Session> {
  const { Server, ServerCredentials } = await import('@grpc/grpc-js');
  const { services } = await import('./session/services.ts');
  const id = randomUUID();
  const server = new Server();
  const methods: string[] = [];
  for (const { definition, implementation } of services(offers)) {
    server.addService(definition, implementation);
    methods.push(...Object.values(definition).map((method) => method.path));
  }
  const socket = await callEngine<Duplex>(engine, {
    method: 'POST',
    path: '/session',
    hijack: true,
    headers: {
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': 'simple-deploy',
      'X-Docker-Expose-Session-Sharedkey': sharedKey,
      'X-Docker-Expose-Session-Grpc-Method': methods,
    },
    statusCodes: { 101: true },
  });
  // Node's HTTP/2 refuses a TLS connection on which it was not agreed; here it is agreed by the upgrade.
  if (socket instanceof TLSSocket) socket.alpnProtocol = null;
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  injector.injectConnection(socket);
  return {
    id,
    close: () => {
      server.forceShutdown();
      socket.destroy();
    },
  };
}
