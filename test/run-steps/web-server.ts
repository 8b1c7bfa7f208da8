import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server that gives these statuses, one an answer, the last one for ever, and keeps what it was asked. */
export async function webServer(...statuses: readonly number[]) {
  const asked: { method: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ method: request.method ?? '', headers: request.headers, body });
      const status = statuses[asked.length - 1] ?? statuses.at(-1) ?? 200;
      response.writeHead(status, status === 302 ? { location: '/' } : {}).end(`answer ${asked.length}`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    stop: (): void => server.close().closeAllConnections(),
  };
}
