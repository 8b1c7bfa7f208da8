import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { json } from 'node:stream/consumers';
import { close, listenSomewhere } from '../fakes/close.ts';
import type { Fault, Faults } from '../fakes/faults.ts';
import type { Dynohouse } from './dynos.ts';
import type { Shelf } from './registry-rules.ts';
import { cut, type Page } from './range.ts';
import { complaints, linkOf, withDockerImage } from './schema.ts';
import type { HerokuState } from './state.ts';

/** The platform, as the routes of its API see it. */
export interface Platform {
  readonly state: HerokuState;
  readonly house: Dynohouse;
  readonly shelf: Shelf;
  readonly faults: Faults;
  /** Tokens that are good. */
  readonly tokens: readonly string[];
  /** Everything that was asked, in order. */
  readonly requests: Asked[];
  /** Something was asked that the real platform would not have been asked. */
  readonly violation: (text: string) => void;
  /** Where streams, logs and attached dynos are. */
  readonly places: { url: string; rendezvous: string };
  /** The real command sends no token to hosts that are not Heroku's (clients.md: api.localhost). */
  readonly anonymous: boolean;
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
  readonly body: unknown;
  /** The variant `3.docker-releases` of the API. */
  readonly forImages: boolean;
}

/** Gives the body of the answer: a list is cut as its Range says. */
export type Route = readonly [method: string, path: string, answer: (call: Call) => unknown];

/** An answer with a status of its own. */
export class Answer {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    this.status = status;
    this.body = body;
  }
}

export class Refused extends Error {
  readonly status: number;
  readonly id: string;
  constructor(status: number, id: string, message: string) {
    super(message);
    this.status = status;
    this.id = id;
  }
}

/** Serves what needs no token by itself: streams and logs, whose URLs are secrets of their own. */
export type Aside = (path: string, incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** Serves the routes on a free port of this machine. */
export async function serveApi(
  platform: Platform,
  routes: readonly Route[],
  aside: Aside,
): Promise<{ readonly url: string; readonly stop: () => void; readonly listener: RequestListener }> {
  const listener: RequestListener = (incoming, outgoing) => void serve(platform, routes, aside, incoming, outgoing);
  const server = createServer(listener);
  return { url: `http://127.0.0.1:${await listenSomewhere(server)}`, stop: () => close(server), listener };
}

async function serve(
  platform: Platform,
  routes: readonly Route[],
  aside: Aside,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  if (aside(new URL(url, 'http://heroku').pathname, incoming, outgoing)) return;
  const body = await json(incoming).catch(() => undefined);
  const asked: Asked = { method, path: url, body, status: 0 };
  platform.requests.push(asked);
  const fault = await platform.faults.meet(method, url);
  if (fault?.dropAfter !== undefined) return void incoming.socket.destroy();
  const { status, answer, more = {} } = byFault(fault) ?? (await answerTo(platform, routes, asked, headers));
  asked.status = status;
  if (fault?.loseAnswer === true) return void incoming.socket.destroy();
  const told = { 'content-type': 'application/json', 'ratelimit-remaining': '4500', ...more };
  outgoing.writeHead(status, told).end(JSON.stringify(answer));
}

interface Answered {
  readonly status: number;
  readonly answer: unknown;
  readonly more?: Readonly<Record<string, string>>;
}

function byFault(fault: Fault | undefined): Answered | undefined {
  if (fault?.status === undefined) return undefined;
  const { status, message = `fault ${status}`, headers = {} } = fault;
  const id = { 429: 'rate_limit', 403: 'forbidden', 503: 'service_unavailable' }[status] ?? 'fault';
  return { status, answer: { id, message }, more: headers };
}

async function answerTo(
  platform: Platform,
  routes: readonly Route[],
  { method, path, body }: Asked,
  headers: IncomingHttpHeaders,
): Promise<Answered> {
  const { pathname } = new URL(path, 'http://heroku');
  try {
    refuseStranger(platform, headers.authorization);
    const forImages = variantOf(platform, `${method} ${pathname}`, headers.accept);
    const link = linkOf(method, pathname);
    if (link === undefined) throw new Error('the Platform API has no such link');
    checkBody(platform, method, body, headers['content-type']);
    const request = forImages && link.request !== undefined ? withDockerImage(link.request) : link.request;
    const wrong = body === undefined ? [] : complaints(request ?? {}, body, `${method} ${pathname}`);
    for (const each of wrong) platform.violation(each);
    if (wrong[0] !== undefined) throw new Refused(422, 'invalid_params', wrong[0]);
    const route = routes.find(([of, at]) => of === method && at === link.path);
    if (route === undefined) throw new Error('the fake does not have that link yet');
    const params = paramsOf(link.path, pathname);
    const given = await route[2]({ platform, params, body, forImages });
    const { status, body: full } = given instanceof Answer ? given : new Answer(200, given);
    for (const each of complaints(link.answer, full, `answer to ${method} ${pathname}`)) platform.violation(each);
    return Array.isArray(full) ? inPart(cut(full as object[], headers['range'])) : { status, answer: full };
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, answer: { id: error.id, message: error.message } };
    platform.violation(`${method} ${path}: ${(error as Error).message}`);
    return { status: 500, answer: { id: 'internal_server_error', message: (error as Error).message } };
  }
}

function inPart({ items, next }: Page): Answered {
  return next === undefined
    ? { status: 200, answer: items }
    : { status: 206, answer: items, more: { 'next-range': next } };
}

function refuseStranger({ tokens, anonymous }: Platform, authorization = ''): void {
  if (anonymous && authorization === '') return;
  const [scheme, token = ''] = authorization.split(' ');
  if (scheme !== 'Bearer' || !tokens.includes(token))
    throw new Refused(401, 'unauthorized', 'Invalid credentials provided.');
}

/** Whether the request is of the variant for images; any other Accept than the API's own is a violation. */
function variantOf({ violation }: Platform, line: string, accept = ''): boolean {
  const [, variant, more] = /^application\/vnd\.heroku\+json; version=(3(?:\.([-\w]+))?)$/.exec(accept) ?? [];
  if (variant === undefined || (more !== undefined && more !== 'sdk' && more !== 'docker-releases'))
    violation(`${line}: Accept is ${JSON.stringify(accept)}`);
  if (more === 'docker-releases' && !line.includes('/formation'))
    violation(`${line}: only the formation has the variant docker-releases`);
  return more === 'docker-releases';
}

function checkBody({ violation }: Platform, method: string, body: unknown, contentType = ''): void {
  if (body === undefined) {
    if (method === 'PATCH') violation(`a ${method} without a body that is JSON`);
  } else if (!contentType.startsWith('application/json')) violation(`a body of the type ${contentType}`);
}

function paramsOf(pattern: string, path: string): readonly string[] {
  const words = path.split('/');
  return pattern.split('/').flatMap((word, at) => (word === '{id}' ? [decodeURIComponent(words[at] ?? '')] : []));
}
