import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { close, listenSomewhere } from '../fakes/close.ts';
import type { Faults } from '../fakes/faults.ts';
import type { Ground } from '../fakes/ground.ts';
import type { FlyState } from './state.ts';

/** The platform, as the routes of its APIs see it. */
export interface Platform {
  readonly state: FlyState;
  readonly ground: Ground;
  readonly faults: Faults;
  /** Tokens that are good. */
  readonly tokens: readonly string[];
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
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly token: string;
}

/** Gives the body of the answer, or both. */
export type Route = readonly [method: string, path: RegExp, answer: (call: Call) => unknown];

/** An answer with a status of its own. */
export class Created {
  readonly body: unknown;
  constructor(body: unknown) {
    this.body = body;
  }
}

export class Refused extends Error {
  readonly status: number;
  readonly body: unknown;
  /** `error` as flaps has it. */
  constructor(status: number, message: string, body: unknown = { error: message }) {
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
  return { url: `http://127.0.0.1:${await listenSomewhere(server)}`, stop: () => close(server) };
}

async function serve(
  platform: Platform,
  routes: readonly Route[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = await json(incoming).catch(() => undefined);
  const asked: Asked = { method, path: url, body, status: 0 };
  platform.requests.push(asked);
  const { status, answer, more } = await answerTo(platform, routes, asked, headers);
  asked.status = status;
  outgoing.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(answer ?? {}));
}

interface Answered {
  readonly status: number;
  readonly answer: unknown;
  readonly more?: Readonly<Record<string, string>>;
}

async function answerTo(
  platform: Platform,
  routes: readonly Route[],
  { method, path, body }: Asked,
  headers: IncomingHttpHeaders,
): Promise<Answered> {
  const fault = await platform.faults.meet(method, path);
  if (fault?.status !== undefined)
    return {
      status: fault.status,
      answer: { error: fault.message ?? `fault ${fault.status}` },
      more: fault.headers ?? {},
    };
  const { pathname, searchParams: query } = new URL(path, 'http://fly');
  for (const [of, pattern, route] of routes) {
    const found = of === method ? pattern.exec(pathname) : null;
    if (found === null) continue;
    try {
      const token = tokenOf(platform, headers.authorization);
      const params = found.slice(1).map(decodeURIComponent);
      const answer = await route({ platform, params, query, body, headers, token });
      return answer instanceof Created ? { status: 201, answer: answer.body } : { status: 200, answer };
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, answer: error.body };
      platform.violation(`${method} ${path}: ${(error as Error).message}`);
      return { status: 500, answer: { error: (error as Error).message } };
    }
  }
  platform.violation(`${method} ${path}: Fly is not asked that`);
  return { status: 404, answer: { error: 'not found' } };
}

/** Both schemes are taken, as on the real platform: a macaroon's own, and the one of all bearers. */
function tokenOf({ tokens }: Platform, authorization = ''): string {
  const token = authorization.replace(/^(?:FlyV1|Bearer) /i, '').replace(/^FlyV1 /, '');
  if (!tokens.includes(token)) throw new Refused(401, 'unauthorized');
  return token;
}
