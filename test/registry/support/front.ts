import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request on its way to the registry. */
export type Fate =
  | 'pass'
  /** The connection breaks when so many bytes of the body have passed; the registry's breaks too. */
  | { readonly cutAfter: number }
  /** The registry gets it, and nobody gets its answer. */
  | 'lose-answer'
  /** The answer's body breaks off. */
  | { readonly breakOffAfter: number }
  /** Answered here. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly change: (headers: IncomingHttpHeaders) => IncomingHttpHeaders };

export interface Front {
  readonly host: string;
  /** Each request that came: method and path, without digests. */
  readonly asked: string[];
  stop(): void;
}

/** Stands before a registry and decides about each request; `nth` counts those that look the same, from 1. */
export async function startFront(
  target: string,
  fate: (asked: string, nth: number, request: IncomingMessage) => Fate,
): Promise<Front> {
  const asked: string[] = [];
  const server = createServer((incoming, answer) => {
    const what = `${incoming.method} ${shape(incoming.url ?? '')}`;
    asked.push(what);
    const nth = asked.filter((each) => each === what).length;
    carry(incoming, answer, target, fate(what, nth, incoming));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    asked,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function shape(url: string): string {
  return (url.split('?')[0] ?? '').replace(/sha256:\w+/, 'DIGEST').replace(/uploads\/[\w-]{20,}/, 'uploads/ID');
}

function carry(incoming: IncomingMessage, answer: ServerResponse, target: string, fate: Fate): void {
  if (typeof fate === 'object' && 'status' in fate) {
    incoming.resume();
    answer.writeHead(fate.status, fate.headers);
    answer.end(fate.body);
    return;
  }
  const { method, url, headers } = incoming;
  const [host, port] = target.split(':');
  const onward = request({ host, port, method, path: url, headers, agent: false }, (given) => {
    if (fate === 'lose-answer') {
      given.resume();
      given.once('end', () => incoming.socket.destroy());
      return;
    }
    const changed = typeof fate === 'object' && 'change' in fate ? fate.change(given.headers) : given.headers;
    answer.writeHead(given.statusCode ?? 0, changed);
    if (typeof fate === 'object' && 'breakOffAfter' in fate) breakOff(given, answer, fate.breakOffAfter);
    else given.pipe(answer);
  });
  onward.on('error', () => incoming.socket.destroy());
  incoming.on('error', () => onward.destroy());
  if (typeof fate === 'object' && 'cutAfter' in fate) cut(incoming, onward, fate.cutAfter);
  else incoming.pipe(onward);
}

function cut(incoming: IncomingMessage, onward: ReturnType<typeof request>, after: number): void {
  let passed = 0;
  const end = (): void => {
    // What was sent is to arrive before the connection goes.
    setTimeout(() => onward.destroy(), 20);
    incoming.socket.destroy();
  };
  if (after === 0) return end();
  incoming.once('end', () => onward.end());
  incoming.on('data', (piece: Buffer) => {
    if (passed >= after) return;
    onward.write(piece.subarray(0, after - passed));
    passed += piece.length;
    if (passed >= after) end();
  });
}

function breakOff(given: IncomingMessage, answer: ServerResponse, after: number): void {
  let passed = 0;
  given.on('data', (piece: Buffer) => {
    if (passed >= after) return;
    answer.write(piece.subarray(0, after - passed));
    passed += piece.length;
    if (passed >= after) setTimeout(() => answer.destroy(), 20);
  });
}
