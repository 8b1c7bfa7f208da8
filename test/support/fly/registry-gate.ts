import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Faults } from './faults.ts';

interface Gate {
  /** Host and port of the registry behind. */
  readonly behind: string;
  readonly faults: Faults;
  /** What the password has to be. */
  readonly token: string;
  readonly hasApp: (name: string) => boolean;
  readonly violation: (text: string) => void;
}

/** The door of Fly's registry, before a real one: the user x with the token, and the name of an app for each repository. */
export async function openGate(gate: Gate): Promise<{ readonly host: string; readonly stop: () => void }> {
  const server = createServer((incoming, outgoing) => void pass(gate, incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { host: `localhost:${(server.address() as AddressInfo).port}`, stop: () => close(server) };
}

/** Ends a server with the connections it has. */
export function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

async function pass(gate: Gate, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const fault = await gate.faults.meet(method, url);
  if (fault?.status !== undefined) return refuse(outgoing, fault.status, fault.message ?? 'DENIED', fault.headers);
  if (fault?.dropAfter !== undefined) return drop(incoming, fault);
  const login = refusal(gate, headers.authorization, url);
  if (login !== undefined) return refuse(outgoing, ...login);
  const [host, port] = gate.behind.split(':');
  const onward = request({ host, port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

/** Why the gate stays shut, if it does. */
function refusal({ token, hasApp, violation }: Gate, given: string | undefined, url: string): Refusal | undefined {
  const challenge = { 'www-authenticate': 'Basic realm="registry.fly.io"' };
  if (given === undefined) return [401, 'UNAUTHORIZED', challenge];
  const [user, ...password] = Buffer.from(given.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':');
  if (user !== 'x') violation(`the registry was given the user ${user}, not x`);
  if (password.join(':') !== token) return [401, 'UNAUTHORIZED', challenge];
  const [, app] = /^\/v2\/(.+?)\/(?:blobs|manifests|tags)\//.exec(url) ?? [];
  return app === undefined || hasApp(app) ? undefined : [404, 'NAME_UNKNOWN', {}];
}

type Refusal = readonly [status: number, code: string, headers: Readonly<Record<string, string>>];

const messages: Readonly<Record<string, string>> = {
  UNAUTHORIZED: 'authentication required',
  NAME_UNKNOWN: 'app repository not found',
  DENIED: 'requested access to the resource is denied',
};

function refuse(
  outgoing: ServerResponse,
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify({ errors: [{ code, message: messages[code] ?? code }] });
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

function drop(incoming: IncomingMessage, { dropAfter = 0 }: Fault): void {
  let taken = 0;
  const cut = (): void => void incoming.socket.destroy();
  incoming.on('data', (chunk: Buffer) => {
    taken += chunk.length;
    if (taken >= dropAfter) cut();
  });
  incoming.on('end', cut);
}
