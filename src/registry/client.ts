import type { Readable } from 'node:stream';
import type { Access } from './access.ts';
import { type Agents, openAgents } from './agents.ts';
import { type Authorizer, authorizer } from './authorize.ts';
import { dismiss, exchange, type HttpAnswer, type HttpRequest, readBody, unusable } from './http.ts';
import { mayBePlain, originsOf } from './origin.ts';
import { refusal, type Subject, unreached } from './refusal.ts';
import { defaultPatience, isPassing, pause, pauseBefore, type Patience, persist } from './retry.ts';

/** One request to the API of a registry. */
export interface Call {
  readonly method: HttpRequest['method'];
  /** Path below the origin, or a whole address that the registry gave. */
  readonly to: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream can be sent once only: such a request is tried once, and its caller knows how to go on. */
  readonly body?: Buffer | Readable;
  /** What the token has to allow, such as `repository:team/app:pull,push`. */
  readonly scopes: readonly string[];
  /** Statuses that are answers; any other is thrown as a problem. */
  readonly wants: readonly number[];
  /** What it is about, for the words. */
  readonly reference: string;
}

/** A registry that answers. */
export interface Registry {
  readonly host: string;
  readonly origin: URL;
  readonly signal: AbortSignal;
  readonly patience: Patience;
  /** Makes a request: authorized, tried again while it may help, redirects followed. Throws `registry-…` problems. */
  request(call: Call): Promise<HttpAnswer>;
  /** The same with the body, which is small: asked for again when it breaks off. */
  read(call: Call): Promise<{ readonly answer: HttpAnswer; readonly bytes: Buffer }>;
  close(): void;
}

/**
 * Connects to a registry by HTTPS, or by plain HTTP where docker would. Throws `registry-unreachable`,
 * `registry-certificate-untrusted`, `registry-answer-unusable`, the signal's reason.
 */
export async function openRegistry(host: string, access: Access): Promise<Registry> {
  const agents = openAgents(host, access);
  let failure: unknown;
  for (const origin of originsOf(host, access.insecure ?? false)) {
    try {
      return await greet(origin, agents, host, access);
    } catch (error) {
      if (access.signal.aborted) break;
      failure ??= error;
      if (!mayBePlain(error)) break;
    }
  }
  agents.close();
  access.signal.throwIfAborted();
  throw unreached(failure, subjectOf(host, access.reference ?? host, access));
}

function subjectOf(registry: string, reference: string, { credentials }: Access): Subject {
  return { registry, reference, ...(credentials?.username && { username: credentials.username }) };
}

/** Asks for the API's version: 200, or 401 with what it wants to know of us ("determining support"). */
async function greet(origin: URL, agents: Agents, host: string, access: Access): Promise<Registry> {
  const { signal, patience = defaultPatience, secret = () => undefined } = access;
  const once: Sends = async (request) => exchange({ ...request, signal }, await agents.of(request.url));
  const send: Sends = (request) => persist(() => once(request), patience, signal);
  const auth = authorizer({ origin, credentials: access.credentials, send, secret });
  const hello = await send({ method: 'GET', url: new URL('/v2/', origin), headers: {} });
  if (hello.status === 401) auth.learn(hello);
  else if (hello.status === 400 && origin.protocol === 'http:') throw unusable(hello.url, 'it does not speak HTTP');
  dismiss(hello);
  const connection = (call: Call): Connection => {
    return { origin, auth, once, send, subject: subjectOf(host, call.reference, access), signal, patience };
  };
  return {
    host,
    origin,
    signal,
    patience,
    close: () => agents.close(),
    request: (call) => perform(call, connection(call)),
    read: (call) => performAndRead(call, connection(call)),
  };
}

async function performAndRead(call: Call, connection: Connection) {
  const { signal, patience, subject } = connection;
  for (let failures = 1; ; failures += 1) {
    const answer = await perform(call, connection);
    try {
      return { answer, bytes: await readBody(answer) };
    } catch (error) {
      signal.throwIfAborted();
      if (failures >= patience.tries || !isPassing(error)) throw unreached(error, subject);
      await pause(pauseBefore(failures - 1, undefined, patience) ?? 0, signal);
    }
  }
}

type Sends = (request: Omit<HttpRequest, 'signal'>) => Promise<HttpAnswer>;

interface Connection {
  readonly origin: URL;
  readonly auth: Authorizer;
  readonly once: Sends;
  readonly send: Sends;
  readonly subject: Subject;
  readonly signal: AbortSignal;
  readonly patience: Patience;
}

async function perform(call: Call, connection: Connection): Promise<HttpAnswer> {
  const { subject, signal, auth } = connection;
  try {
    let answer = await authorized(call, connection);
    const canRepeat = call.body === undefined || Buffer.isBuffer(call.body);
    if (answer.status === 401 && auth.learn(answer) && canRepeat) {
      dismiss(answer);
      answer = await authorized(call, connection);
    }
    if (call.wants.includes(answer.status)) return answer;
    throw await refusal(answer, subject);
  } catch (error) {
    signal.throwIfAborted();
    throw call.body === undefined || Buffer.isBuffer(call.body) ? unreached(error, subject) : error;
  }
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;

/** Sends it with what the registry wants to know; elsewhere that is nobody's business, so no redirect takes it along. */
async function authorized(call: Call, { origin, auth, once, send }: Connection): Promise<HttpAnswer> {
  const isStream = call.body !== undefined && !Buffer.isBuffer(call.body);
  let url = new URL(call.to, origin);
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const authorization = url.origin === origin.origin ? await auth.header(call.scopes) : undefined;
    const headers = { ...call.headers, ...(authorization !== undefined && { authorization }) };
    const request = { method: call.method, url, headers, ...(call.body !== undefined && { body: call.body }) };
    const answer = await (isStream ? once(request) : send(request));
    if (!redirects.has(answer.status) || isStream || call.wants.includes(answer.status)) return answer;
    dismiss(answer);
    url = locationOf(answer, origin);
  }
  throw unusable(url, `it redirects more than ${mostRedirects} times`);
}

/**
 * Where an answer sends us: relative to what was asked, with its query. A registry behind a proxy that ends TLS often
 * says http of itself; that would be the way out of the tunnel. Throws `registry-answer-unusable`.
 */
export function locationOf({ headers, url }: HttpAnswer, origin: URL): URL {
  const { location } = headers;
  if (location === undefined || !URL.canParse(location, url.href))
    throw unusable(url, 'it answered without a Location');
  const found = new URL(location, url);
  if (!/^https?:$/.test(found.protocol)) throw unusable(url, `it sends us to a ${found.protocol} address`);
  found.username = found.password = '';
  if (origin.protocol === 'https:' && found.protocol === 'http:') {
    if (found.hostname !== origin.hostname) throw unusable(url, 'it sends us from HTTPS to plain HTTP');
    found.protocol = 'https:';
    found.port = origin.port;
  }
  return found;
}
