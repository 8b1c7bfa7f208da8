import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { errorMonitor, type EventEmitter } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { milliseconds } from './milliseconds.ts';
import type { Log, LogEntry } from './values/log-entry.ts';

type How = Pick<LogEntry, 'status' | 'exit' | 'detail'>;
type Begin = (subject: object, kind: 'api' | 'command', title: () => string) => void;
type End = (subject: object, how: How) => void;
type Listener = readonly [channel: string, listener: (message: never) => void];

/** What undici publishes about a request of `fetch` (its docs, "Diagnostics Channel Support"). */
interface FetchMessage {
  readonly request: { readonly origin: string; readonly method: string; readonly path: string };
  readonly response?: { readonly statusCode: number };
  readonly error?: Error;
}

/**
 * Logs every request over HTTP and every program that this process starts, with duration and status, whichever library
 * makes it: Node tells about all of them on its diagnostics channels. A query is left out, since values of build
 * arguments travel in it. Gives the function that stops listening and logs what has not ended.
 */
export function logOutsideCalls(log: Log): () => void {
  const open = new Map<object, (how: How) => void>();
  const begin: Begin = (subject, kind, title) => {
    const started = milliseconds();
    open.set(subject, (how) => {
      open.delete(subject);
      log({ kind, title: title(), ms: Math.round(milliseconds() - started), ...how });
    });
  };
  const end: End = (subject, how) => open.get(subject)?.(how);
  const listeners = [...httpListeners(begin, end), ...fetchListeners(begin, end), ...programListeners(begin, end)];
  for (const [channel, listener] of listeners) subscribe(channel, listener as (message: unknown) => void);
  return () => {
    for (const [channel, listener] of listeners) unsubscribe(channel, listener as (message: unknown) => void);
    for (const unended of open.values()) unended({ detail: 'had not ended' });
  };
}

/** node:http, which the engine's client uses. An answer has ended when it is closed: a build's lasts as long as the build. */
function httpListeners(begin: Begin, end: End): readonly Listener[] {
  return [
    [
      'http.client.request.start',
      ({ request }: { request: ClientRequest }) => {
        begin(request, 'api', () => `${request.method} ${addressOf(request)}`);
        // A listener of ours alone would tell Node that somebody takes the connection.
        if (request.listenerCount('upgrade') > 0) request.once('upgrade', () => end(request, { status: 101 }));
      },
    ],
    [
      'http.client.response.finish',
      ({ request, response }: { request: ClientRequest; response: IncomingMessage }) => {
        const status = response.statusCode ?? 0;
        response.once('close', () => end(request, { status }));
      },
    ],
    [
      'http.client.request.error',
      ({ request, error }: { request: ClientRequest; error: Error }) => end(request, { detail: error.message }),
    ],
  ];
}

function addressOf(request: ClientRequest): string {
  const path = request.path.split('?')[0] ?? '';
  const { socketPath } = request as ClientRequest & { readonly socketPath?: string };
  return socketPath === undefined
    ? `${request.protocol}//${String(request.getHeader('host'))}${path}`
    : `unix://${socketPath} ${path}`;
}

function fetchListeners(begin: Begin, end: End): readonly Listener[] {
  return [
    [
      'undici:request:create',
      ({ request }: FetchMessage) => {
        const { method, origin, path } = request;
        begin(request, 'api', () => `${method} ${origin}${path.split('?')[0] ?? ''}`);
      },
    ],
    [
      'undici:request:headers',
      ({ request, response }: FetchMessage) => end(request, { status: response?.statusCode ?? 0 }),
    ],
    ['undici:request:error', ({ request, error }: FetchMessage) => end(request, { detail: error?.message })],
  ];
}

function programListeners(begin: Begin, end: End): readonly Listener[] {
  return [
    [
      'child_process',
      ({ process: child }: { process: ChildProcess }) => {
        begin(child, 'command', () => child.spawnargs.join(' '));
        (child as EventEmitter).once(errorMonitor, (error: Error) => end(child, { detail: error.message }));
        child.once('exit', (code, signal) => end(child, code === null ? { detail: signal } : { exit: code }));
      },
    ],
  ];
}
