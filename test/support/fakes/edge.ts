import { createServer, type IncomingMessage, request, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { close, listenSomewhere } from './close.ts';
import { direct } from './ground.ts';

export type EdgePort = 80 | 443;

interface Edge {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Whether a host is one of the platform's. */
  readonly knows: (host: string) => boolean;
  /** Answers what came for a host, whose path has no host in it. */
  readonly serve: (port: EdgePort, incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
}

/**
 * The edge of a platform, as a proxy that clients are told of (HTTPS_PROXY): its hosts are asked by their real names, and
 * TLS ends here. Hosts that are not the platform's are refused: nothing leaves.
 */
export async function openEdge({
  cert,
  key,
  knows,
  serve,
}: Edge): Promise<{ readonly url: string; readonly stop: () => void }> {
  const by =
    (port: EdgePort): RequestListener =>
    (incoming, outgoing) => {
      incoming.url = (incoming.url ?? '/').replace(/^http:\/\/[^/]+/, '') || '/';
      void serve(port, incoming, outgoing).catch(() => outgoing.destroy());
    };
  const [inner, outer] = [createTlsServer({ cert, key }, by(443)), createServer(by(80))];
  const [innerPort, outerPort] = await Promise.all([listenSomewhere(inner), listenSomewhere(outer)]);
  outer.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    const [host = '', port] = url.split(':');
    const onto = { 80: outerPort, 443: innerPort }[port ?? ''];
    if (onto === undefined || !knows(host)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = connect(onto, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  const stop = (): void => {
    close(outer);
    close(inner);
  };
  return { url: `http://127.0.0.1:${outerPort}`, stop };
}

interface Onward {
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** What the edge tells the app of a request. */
  readonly added: Readonly<Record<string, string>>;
  /** What it tells the visitor of itself. */
  readonly signed: Readonly<Record<string, string>>;
}

/** Hands a request to the app; 502 where that takes none. */
export function passOn(
  { host, port, added, signed }: Onward,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const { headers, method, url: path } = incoming;
  const onward = request({ agent: direct, host, port, method, path, headers: { ...headers, ...added } }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...signed });
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.writeHead(502).end());
  incoming.pipe(onward);
}
