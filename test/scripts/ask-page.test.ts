import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askPage } from '../../scripts/check-links/ask-page.ts';

const patience = { answerMs: 500, pauseMs: 1, mostMs: 50 };
let asked: string[] = [];
const pages: Readonly<Record<string, (response: ServerResponse, time: number) => void>> = {
  '/': (response) => void response.end('<h2 id="supported-versions">Versions</h2><a name=old>'),
  '/old': (response) => void response.writeHead(301, { location: '/' }).end(),
  '/circle': (response) => void response.writeHead(302, { location: '/circle' }).end(),
  '/robots': (response) => void response.writeHead(403).end(),
  '/busy': (response, time) => void response.writeHead(time < 3 ? 429 : 200, { 'retry-after': '0' }).end('x'),
  '/always-busy': (response) => void response.writeHead(429, { 'retry-after': '3600' }).end(),
  '/broken': (response) => void response.writeHead(500).end(),
  '/silent': () => undefined,
  '/cut': (response) => void response.destroy(),
};
const server = createServer(({ method, url = '' }, response) => {
  asked.push(`${method} ${url}`);
  const page = pages[url];
  if (method !== 'GET') response.writeHead(405).end();
  else if (page === undefined) response.writeHead(404).end();
  else page(response, asked.filter((each) => each.endsWith(` ${url}`)).length);
});
let base: string;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close().closeAllConnections());
beforeEach(() => {
  asked = [];
});

test.each([
  ['/', 'there', '', 1],
  ['/#supported-versions', 'there', '', 1],
  ['/#old', 'there', '', 1],
  ['/#versions', 'gone', 'the page has no #versions', 1],
  ['/old', 'moved', 'http://127.0.0.1', 2],
  ['/circle', 'gone', 'redirect count exceeded', 21],
  ['/robots', 'untold', 'HTTP 403', 1],
  ['/busy', 'there', '', 3],
  ['/always-busy', 'untold', 'HTTP 429', 3],
  ['/broken', 'gone', 'HTTP 500', 3],
  ['/nothing', 'gone', 'HTTP 404', 1],
  ['/silent', 'gone', 'timeout', 3],
  ['/cut', 'gone', '', 3],
] as const)('%s is %s (%s), asked %i times, never with HEAD', async (path, state, detail, times) => {
  const found = await askPage(base + path, patience);
  expect(found.state).toBe(state);
  expect(found.detail).toContain(detail);
  expect(asked).toHaveLength(times);
  expect(asked.filter((each) => !each.startsWith('GET '))).toEqual([]);
});

test('a host that does not exist is not there', async () => {
  expect(await askPage('http://no-such-host.invalid/', patience)).toMatchObject({ state: 'gone' });
});
