import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Faults } from '../fakes/faults.ts';
import { close } from '../fakes/close.ts';
import type { Ground } from './ground.ts';
import type { PlatformState } from './state.ts';

/** The platform, as the routes of its API see it. */
export interface Platform {
  readonly state: PlatformState;
  readonly ground: Ground;
  readonly faults: Faults;
  /** What the user has, to be changed into an access token. */
  readonly apiToken: string;
  /** Access tokens that were given. */
  readonly accessTokens: Set<string>;
  /** Everything that was asked, in order. */
  readonly requests: Asked[];
  /** Something was asked that the real platform would not have been asked. */
  readonly violation: (text: string) => void;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  status: number;
}

/** What a route is given. */
export interface Call {
  readonly platform: Platform;
  /** What the path's pattern caught; a group that caught nothing is undefined. */
  readonly params: readonly (string | undefined)[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** For an answer that is written while it comes about. */
  readonly outgoing: ServerResponse;
}

/** Gives the body of the answer, `streamed` when it wrote one itself. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Whose requests it takes: of those with an access token (default), of anybody, of our own git host. */
  readonly for?: 'everybody' | 'host';
  readonly answer: (call: Call) => unknown;
}

export const streamed = Symbol('streamed');

export class Refused extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, message: string, body: unknown = { status: 'error', code: status, message }) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** Serves the routes on a free port of this machine. */
export async function serveApi(
  platform: Platform,
  routes: readonly Route[],
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((incoming, outgoing) => void serve(platform, routes, incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => close(server) };
}

async function serve(
  platform: Platform,
  routes: readonly Route[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const sent = await text(incoming);
  const body = parsed(sent, headers['content-type']);
  const asked: Asked = { method, path: url, body, status: 0 };
  if (headers['x-git-host'] === undefined) platform.requests.push(asked);
  try {
    const answer = await answerTo(platform, routes, asked, incoming, outgoing);
    asked.status = 200;
    if (answer !== streamed) send(outgoing, 200, answer);
  } catch (error) {
    if (!(error instanceof Refused)) platform.violation(`${method} ${url}: ${(error as Error).stack}`);
    const refused = error instanceof Refused ? error : new Refused(500, (error as Error).message);
    asked.status = refused.status;
    if (outgoing.headersSent) outgoing.destroy();
    else send(outgoing, refused.status, refused.body);
  }
}

function parsed(sent: string, type = ''): unknown {
  if (sent === '') return undefined;
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(sent));
  try {
    return JSON.parse(sent) as unknown;
  } catch {
    return sent;
  }
}

function send(outgoing: ServerResponse, status: number, answer: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
}

async function answerTo(
  platform: Platform,
  routes: readonly Route[],
  { method, path, body }: Asked,
  { headers }: IncomingMessage,
  outgoing: ServerResponse,
): Promise<unknown> {
  const fault = await platform.faults.meet(method, path);
  if (fault?.status !== undefined) {
    for (const [name, value] of Object.entries(fault.headers ?? {})) outgoing.setHeader(name, value);
    throw new Refused(fault.status, fault.message ?? `fault ${fault.status}`);
  }
  const { pathname, searchParams: query } = new URL(path, 'http://platform');
  for (const route of routes) {
    const found = route.method === method ? route.path.exec(pathname) : null;
    if (found === null) continue;
    admit(platform, route, headers);
    const params = found.slice(1).map((each) => each && decodeURIComponent(each));
    return route.answer({ platform, params, query, body, outgoing });
  }
  platform.violation(`${method} ${path}: the platform is not asked that`);
  throw new Refused(404, 'not found');
}

function admit(platform: Platform, route: Route, headers: IncomingMessage['headers']): void {
  if (route.for === 'everybody') return;
  if (route.for === 'host') {
    if (headers['x-git-host'] !== platform.ground.hostSecret) throw new Refused(403, 'not the git host');
    return;
  }
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined || !platform.accessTokens.has(token))
    throw new Refused(401, 'unauthorized', { error: 'invalid_token', error_description: 'The token is not valid.' });
}
