import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

const engineSocket = '/var/run/docker.sock';

/** A TCP port that leads to the machine's engine. */
export interface Proxy {
  readonly port: number;
  readonly stop: () => void;
}

/** Passes connections on to the engine's socket, as an engine on TCP would take them. */
export async function tcpProxy(): Promise<Proxy> {
  return await listening(createServer({ allowHalfOpen: true }));
}

/** The same with TLS, for clients that show a certificate; `folder` holds ca.pem, cert.pem and key.pem. */
export async function tlsProxy(): Promise<Proxy & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'sd-tls-'));
  const file = (name: string): string => join(folder, name);
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  // One certificate is authority, server and client: it signs itself.
  const out = ['-keyout', file('key.pem'), '-out', file('cert.pem')];
  execFileSync('openssl', [...args, ...subject, ...out], { stdio: 'ignore' });
  execFileSync('cp', [file('cert.pem'), file('ca.pem')]);
  const [cert, key] = [readFileSync(file('cert.pem')), readFileSync(file('key.pem'))];
  const options = { cert, key, ca: cert, requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };
  const { port, stop } = await listening(createTlsServer({ ...options, allowHalfOpen: true }));
  return {
    port,
    folder,
    stop: () => {
      stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function listening(server: Server): Promise<Proxy> {
  const open = new Set<Socket>();
  const pass = (from: Socket): void => {
    const to = connect({ path: engineSocket, allowHalfOpen: true });
    for (const [a, b] of [[from, to] as const, [to, from] as const]) {
      open.add(a);
      a.pipe(b);
      a.on('error', () => b.destroy()).on('close', () => open.delete(a));
    }
  };
  server.on('secureConnection', pass);
  if (!('setSecureContext' in server)) server.on('connection', pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
