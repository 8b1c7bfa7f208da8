import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server that gives these statuses, one an answer, the last one for ever, and keeps what it was asked. */
export function webServer(...statuses: readonly number[]) {
  return answeringServer((number) => [statuses[number - 1] ?? statuses.at(-1) ?? 200, `answer ${number}`]);
}

/** A server whose answers are made by the function, from their number. */
export async function answeringServer(answer: (number: number) => readonly [status: number, body: string]) {
  const asked: { method: string; path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      const [status, said] = answer(asked.length);
      response.writeHead(status, status === 302 ? { location: '/' } : {}).end(said);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    stop: (): void => server.close().closeAllConnections(),
  };
}
