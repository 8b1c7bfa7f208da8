import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logOutsideCalls } from '../src/run-log-outside.ts';
import type { LogEntry } from '../src/values/log-entry.ts';

let server: Server;
let origin: string;
let logged: LogEntry[];
let stop: () => void;

beforeEach(async () => {
  server = createServer((asked, answer) => {
    answer.statusCode = asked.url?.startsWith('/missing') === true ? 404 : 200;
    if (asked.url === '/endless') answer.write('and so on');
    else answer.end('done');
  });
  server.on('upgrade', (_asked, socket) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  logged = [];
  stop = logOutsideCalls((entry) => logged.push(entry));
});

afterEach(() => {
  stop();
  server.closeAllConnections();
  server.close();
});

const ms = expect.any(Number) as number;

test('a request of node:http, without its query', async () => {
  const [answer] = (await once(get(`${origin}/missing?buildargs=hunter2`), 'response')) as [NodeJS.ReadableStream];
  answer.resume();
  await once(answer, 'close');
  expect(logged).toEqual([{ kind: 'api', title: `GET ${origin}/missing`, ms, status: 404 }]);
});

test('a request of fetch', async () => {
  await (await fetch(`${origin}/missing?token=hunter2`, { method: 'POST' })).text();
  expect(logged).toEqual([{ kind: 'api', title: `POST ${origin}/missing`, ms, status: 404 }]);
});

test('a connection that is upgraded', async () => {
  const asked = request(`${origin}/session`, { method: 'POST', headers: { Connection: 'Upgrade', Upgrade: 'h2c' } });
  const upgraded = once(asked, 'upgrade');
  asked.end();
  await upgraded;
  expect(logged).toEqual([{ kind: 'api', title: `POST ${origin}/session`, ms, status: 101 }]);
});

test('requests that nobody answers', async () => {
  server.close();
  await expect(fetch(`${origin}/`)).rejects.toThrow('fetch failed');
  await once(get(`${origin}/v2`), 'error');
  expect(logged.map(({ title }) => title)).toEqual([`GET ${origin}/`, `GET ${origin}/v2`]);
  expect(logged.at(-1)).toMatchObject({ ms, detail: expect.stringContaining('ECONNREFUSED') });
});

test('a request that has not ended when the run does', async () => {
  const [answer] = (await once(get(`${origin}/endless`), 'response')) as [NodeJS.ReadableStream];
  expect(logged).toEqual([]);
  stop();
  expect(logged).toEqual([{ kind: 'api', title: `GET ${origin}/endless`, ms, detail: 'had not ended' }]);
  answer.resume();
});

test('programs, with how they ended', async () => {
  await once(spawn('sh', ['-c', 'exit 3']), 'exit');
  await once(spawn('sh', ['-c', 'kill -9 $$']), 'exit');
  await once(spawn('simple-deploy-no-such-program', ['get']), 'error');
  expect(logged).toEqual([
    { kind: 'command', title: 'sh -c exit 3', ms, exit: 3 },
    { kind: 'command', title: 'sh -c kill -9 $$', ms, detail: 'SIGKILL' },
    { kind: 'command', title: 'simple-deploy-no-such-program get', ms, detail: expect.stringContaining('ENOENT') },
  ]);
});
