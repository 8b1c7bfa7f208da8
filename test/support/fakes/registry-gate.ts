import { createServer, type IncomingMessage, request, type RequestListener, type ServerResponse } from 'node:http';
import { close, listenSomewhere } from './close.ts';
import type { Fault, Faults } from './faults.ts';

export interface Gate {
  /** Host and port of the registry behind. */
  readonly behind: string;
  readonly faults: Faults;
  /** Told with the challenge. */
  readonly realm: string;
  /** Whether a user with a password comes in. */
  readonly admits: (user: string, password: string) => boolean;
  /** What the registry refuses of those who are in. The body is there for a manifest only. */
  readonly refusal: (asked: AskedOfRegistry) => Promise<Refusal | undefined> | Refusal | undefined;
  /** Everything that was asked, in order. */
  readonly asked?: AskedOfRegistry[];
}

export interface AskedOfRegistry {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  /** Name of the repository, where the path has one. */
  readonly repository?: string;
  readonly manifest?: Buffer;
  /** Of the body, as far as it has come. */
  bytes: number;
}

/** Status and code of an answer that says no. */
export type Refusal = readonly [status: number, code: string, headers?: Readonly<Record<string, string>>];

/** The door of a platform's registry, before a real one: who comes in, and what is taken. */
export async function openGate(gate: Gate): Promise<{ readonly host: string; readonly stop: () => void }> {
  const server = createServer(passer(gate));
  return { host: `localhost:${await listenSomewhere(server)}`, stop: () => close(server) };
}

/** Answers requests of a server as the gate does. */
export function passer(gate: Gate): RequestListener {
  return (incoming, outgoing) => void pass(gate, incoming, outgoing).catch(() => outgoing.destroy());
}

async function pass(gate: Gate, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const fault = await gate.faults.meet(method, url);
  if (fault?.status !== undefined) return refuse(outgoing, fault.status, fault.message ?? 'DENIED', fault.headers);
  if (fault?.dropAfter !== undefined) return drop(incoming, fault);
  const [user = '', ...password] = Buffer.from((headers.authorization ?? '').replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':');
  if (headers.authorization === undefined || !gate.admits(user, password.join(':')))
    return refuse(outgoing, 401, 'UNAUTHORIZED', { 'www-authenticate': `Basic realm="${gate.realm}"` });
  const asked = await whatIsAsked(incoming);
  gate.asked?.push(asked);
  const refused = await gate.refusal(asked);
  if (refused !== undefined) return refuse(outgoing, ...refused);
  const [host, port] = gate.behind.split(':');
  const onward = request({ host, port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.on('data', (chunk: Buffer) => (asked.bytes += chunk.length));
  if (asked.manifest === undefined) incoming.pipe(onward);
  else onward.end(asked.manifest);
}

async function whatIsAsked(incoming: IncomingMessage): Promise<AskedOfRegistry> {
  const { method = 'GET', url = '/', headers } = incoming;
  const [, repository, kind] = /^\/v2\/(.+?)\/(blobs|manifests|tags)\//.exec(url) ?? [];
  const pieces: Buffer[] = [];
  const isManifest = method === 'PUT' && kind === 'manifests';
  if (isManifest) for await (const piece of incoming) pieces.push(piece as Buffer);
  return {
    method,
    url,
    contentType: headers['content-type'] ?? '',
    ...(repository !== undefined && { repository }),
    ...(isManifest && { manifest: Buffer.concat(pieces) }),
    bytes: Buffer.concat(pieces).length,
  };
}

const messages: Readonly<Record<string, string>> = {
  UNAUTHORIZED: 'authentication required',
  NAME_UNKNOWN: 'app repository not found',
  DENIED: 'requested access to the resource is denied',
  UNSUPPORTED: 'The operation is unsupported.',
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
