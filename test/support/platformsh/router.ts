import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { direct } from '../fakes/ground.ts';
import { close } from '../fakes/close.ts';
import { addressIn } from './container.ts';
import type { Ground } from './ground.ts';
import { frontPort } from './nginx.ts';
import { addressOf } from './routes.ts';
import type { Environment, PlatformState, Project, Route } from './state.ts';

interface Router {
  readonly state: PlatformState;
  readonly ground: Ground;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * The router of the platform, as a proxy that clients are told of (HTTPS_PROXY): environments are asked by their real
 * names, TLS ends here, and requests wait while an environment is being deployed. Other hosts are refused: nothing leaves.
 */
export async function openRouter(router: Router): Promise<{ readonly url: string; readonly stop: () => void }> {
  const inner = createTlsServer(
    { cert: router.cert, key: router.key },
    (incoming, outgoing) => void pass(router, 'https', incoming, outgoing),
  );
  const outer = createServer((incoming, outgoing) => void pass(router, 'http', incoming, outgoing));
  for (const server of [inner, outer]) server.listen(0, '127.0.0.1');
  await Promise.all([once(inner, 'listening'), once(outer, 'listening')]);
  outer.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    const [host = '', port] = url.split(':');
    const onto = { 80: outer, 443: inner }[port ?? ''];
    if (onto === undefined || environmentAt(router.state, host) === undefined)
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = connect((onto.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  const stop = (): void => {
    close(outer);
    close(inner);
  };
  return { url: `http://127.0.0.1:${(outer.address() as AddressInfo).port}`, stop };
}

function environmentAt({ projects }: PlatformState, host: string): Environment | undefined {
  for (const project of projects.values())
    for (const environment of project.environments.values()) if (isAt(project, environment, host)) return environment;
  return undefined;
}

function isAt(project: Project, environment: Environment, host: string): boolean {
  const address = addressOf(project, environment);
  return environment.status === 'active' && (host === address || host.endsWith(`.${address}`));
}

async function pass(
  router: Router,
  scheme: 'http' | 'https',
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { headers, method = 'GET', url = '/' } = incoming;
  const host = headers.host ?? '';
  const path = url.replace(/^http:\/\/[^/]+/, '');
  const environment = environmentAt(router.state, host);
  const route = environment && (await routeOnceOpen(environment, `${scheme}://${host}/`));
  if (environment === undefined || route === undefined) return void outgoing.writeHead(404).end('no route');
  if (route.type === 'redirect') return void outgoing.writeHead(301, { location: `${route.to}${path.slice(1)}` }).end();
  const app = environment.deployment?.apps.find(({ name }) => name === route.upstream);
  if (app === undefined) return void outgoing.writeHead(503).end('no application');
  if (app.container === '')
    return void outgoing.writeHead(200).end(JSON.stringify({ commit: environment.deployment?.commit }));
  const address = await addressIn(router.ground, app.container);
  const added = forwarded(scheme, headers, route);
  const to = { agent: direct, host: address, port: frontPort, method, path, headers: { ...headers, ...added } };
  const onward = request(to, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
  incoming.pipe(onward);
}

/** Requests are held, for a minute at most, while nothing is open. */
async function routeOnceOpen(environment: Environment, url: string): Promise<Route | undefined> {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(100)) {
    const { deployment } = environment;
    if (deployment === undefined) return undefined;
    if (deployment.apps.length > 0) return deployment.routes[url];
  }
  return undefined;
}

/** What the router tells the application of a request. */
function forwarded(
  scheme: string,
  headers: IncomingMessage['headers'],
  { original_url }: Route,
): Record<string, string> {
  const client = '203.0.113.9';
  return {
    'x-forwarded-for': [headers['x-forwarded-for'], client].filter(Boolean).join(', '),
    'x-forwarded-proto': scheme,
    'x-forwarded-port': scheme === 'https' ? '443' : '80',
    'x-client-ip': client,
    'x-original-route': original_url,
    'x-platform-cluster': 'test',
  };
}
