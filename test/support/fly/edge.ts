import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { addressOf, direct } from './checks.ts';
import type { Ground } from './container.ts';
import { startMachine } from './life.ts';
import { close } from './registry-gate.ts';
import { type App, type FlyState, type Machine, newId, type Service } from './state.ts';

interface Edge {
  readonly state: FlyState;
  readonly ground: Ground;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * The edge of the platform, as a proxy that clients are told of (HTTPS_PROXY): `https://<app>.fly.dev/` is asked by its
 * real name, ends its TLS here, and goes to the machine's port. Hosts that are not Fly's are refused: nothing leaves.
 */
export async function openEdge(edge: Edge): Promise<{ readonly url: string; readonly stop: () => void }> {
  const inner = createTlsServer(
    { cert: edge.cert, key: edge.key },
    (incoming, outgoing) => void pass(edge, 443, incoming, outgoing),
  );
  const outer = createServer((incoming, outgoing) => void pass(edge, 80, incoming, outgoing));
  for (const server of [inner, outer]) server.listen(0, '127.0.0.1');
  await Promise.all([once(inner, 'listening'), once(outer, 'listening')]);
  outer.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    const [host = '', port] = url.split(':');
    const onto = { 80: outer, 443: inner }[port ?? ''];
    if (onto === undefined || appOf(edge.state, host) === undefined)
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

/** A name is known once the app has an address. */
function appOf({ apps }: FlyState, host: string): App | undefined {
  const app = apps.get(host.replace(/\.fly\.dev$/, ''));
  return host.endsWith('.fly.dev') && app !== undefined && app.ips.length > 0 ? app : undefined;
}

async function pass(edge: Edge, port: 80 | 443, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { headers, method = 'GET', url = '/' } = incoming;
  const host = headers.host ?? '';
  const path = url.replace(/^http:\/\/[^/]+/, '');
  const app = appOf(edge.state, host);
  const found = app && routeOf(app, port);
  if (app === undefined || found === undefined) return void outgoing.writeHead(502).end('no service');
  if (found.forced) return void outgoing.writeHead(301, { location: `https://${host}${path}` }).end();
  const { machine, service } = found;
  if (machine.state === 'stopped' && service.autostart) await startMachine(edge.ground, app, machine);
  const address = await addressOf(edge.ground, machine.container ?? '');
  const onward = request(
    {
      agent: direct,
      host: address,
      port: service.internal_port,
      method,
      path,
      headers: { ...headers, ...added(port, headers) },
    },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, server: 'Fly/test', via: '1.1 fly.io' });
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.writeHead(502).end());
  incoming.pipe(onward);
}

/** What the proxy tells the app of a request (docs: networking, request headers). */
function added(port: 80 | 443, { 'x-forwarded-for': before }: IncomingMessage['headers']): Record<string, string> {
  const client = '203.0.113.9';
  const scheme = port === 443 ? 'https' : 'http';
  return {
    'fly-client-ip': client,
    'x-forwarded-for': [before, client, '66.241.124.1'].filter(Boolean).join(', '),
    'fly-forwarded-proto': scheme,
    'x-forwarded-proto': scheme,
    'fly-forwarded-port': String(port),
    'x-forwarded-port': String(port),
    'x-forwarded-ssl': port === 443 ? 'on' : 'off',
    'fly-region': 'fra',
    'fly-request-id': `${newId(26)}-fra`,
    via: '1.1 fly.io',
  };
}

interface Found {
  readonly machine: Machine;
  readonly service: Service;
  /** The port is there to send visitors to the other one. */
  readonly forced: boolean;
}

/** A machine that serves the port: one whose checks pass goes first, then one that can be started. */
function routeOf({ machines }: App, port: 80 | 443): Found | undefined {
  const found = [...machines.values()].flatMap((machine): Found[] => {
    if (machine.state !== 'started' && machine.state !== 'stopped') return [];
    const services = machine.config.services ?? [];
    return services.flatMap((service) => {
      const open = service.ports?.find((each) => each.port === port && each.handlers?.includes('http'));
      if (open === undefined || (port === 443 && !open.handlers?.includes('tls'))) return [];
      return [{ machine, service, forced: open.force_https === true }];
    });
  });
  const rank = ({ machine: { state, checks } }: Found): number =>
    state === 'started' ? (checks.every(({ status }) => status === 'passing') ? 0 : 1) : 2;
  return found.toSorted((a, b) => rank(a) - rank(b))[0];
}
