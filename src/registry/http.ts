import {
  type Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainRequest,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import { finished, type Readable } from 'node:stream';
import { UserError } from '../problems.ts';

/** One request as it goes over the wire: no redirect is followed, nothing is tried again. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is sent as it comes, in chunks unless Content-Length is given. */
  readonly body?: Buffer | Readable;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** To be read or destroyed: until then the connection serves nobody else. */
  readonly body: IncomingMessage;
}

/** Who neither sends nor takes a byte for that long has gone away. */
const silenceMs = 120_000;

/**
 * Sends a request and gives the answer as soon as its headers are there, even when the body was not yet sent whole: what
 * is left of it is not sent then. Node's own client and not `fetch`, which takes neither certificates nor a body whose
 * length is known without a dispatcher of undici. Rejects with Node's error, with the signal's reason, or with what the
 * body's stream failed with.
 */
export function exchange({ method, url, headers, body, signal }: HttpRequest, agent: Agent): Promise<HttpAnswer> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const outgoing = request(url, { method, headers, agent, signal });
    const fail = (error: Error): void => reject(signal.aborted ? (signal.reason as Error) : error);
    outgoing.on('error', fail);
    outgoing.setTimeout(silenceMs, () => outgoing.destroy(silent()));
    const stopSending = isStream(body) ? sendStream(body, outgoing, fail) : () => undefined;
    if (!isStream(body)) outgoing.end(body);
    outgoing.once('response', (answer) => {
      // An answer that breaks off shows where it is read; nobody may be reading yet.
      answer.on('error', () => undefined);
      if (!outgoing.writableEnded) {
        stopSending();
        answer.once('end', () => outgoing.destroy());
      }
      resolve({ url, status: answer.statusCode ?? 0, headers: answer.headers, body: answer });
    });
  });
}

function isStream(body: Buffer | Readable | undefined): body is Readable {
  return body !== undefined && !Buffer.isBuffer(body);
}

/**
 * Sends a stream. The function it gives stops that and leaves the connection open: what answered before it had heard
 * everything does not want the rest, and its answer is still to be read.
 */
function sendStream(body: Readable, outgoing: ClientRequest, fail: (error: Error) => void): () => void {
  let isStopped = false;
  finished(body, (error) => {
    if (!error || isStopped) return;
    // A stream's own problem says more than the connection that breaks for it.
    fail(error);
    outgoing.destroy();
  });
  outgoing.once('close', () => body.destroy());
  body.pipe(outgoing);
  return () => {
    isStopped = true;
    body.unpipe(outgoing);
    body.destroy();
  };
}

function silent(): Error {
  return Object.assign(new Error(`no byte came or went for ${silenceMs / 1000} s`), { code: 'ETIMEDOUT' });
}

/** Reads an answer's body, which has that many bytes at most. Throws `registry-answer-unusable`, Node's errors. */
export async function readBody({ body, url }: HttpAnswer, limit = 4 * 1024 * 1024): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > limit) throw unusable(url, `its body has more than ${limit} bytes`);
    pieces.push(piece);
  }
  // Node ends the stream of an answer that broke off with an error only when somebody listens in time.
  if (!body.complete) throw Object.assign(new Error('the answer broke off'), { code: 'ECONNRESET' });
  return Buffer.concat(pieces);
}

/** Lets go of an answer whose body nobody wants. */
export function dismiss({ body }: HttpAnswer): void {
  body.resume();
}

/** The problem of an answer that does not keep to the specification. */
export function unusable(url: URL, reason: string, cause?: unknown): UserError {
  const problem = { code: 'registry-answer-unusable', registry: url.host, request: url.pathname, reason } as const;
  return new UserError(problem, { cause });
}
