import type { IncomingMessage, ServerResponse } from 'node:http';
import { type EdgePort, openEdge as openFakeEdge, passOn } from '../fakes/edge.ts';
import { addressOf, type Ground } from '../fakes/ground.ts';
import { startMachine } from './life.ts';
import { type App, type FlyState, type Machine, newId, type Service } from './state.ts';

interface Edge {
  readonly state: FlyState;
  readonly ground: Ground;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The edge of Fly: `https://<app>.fly.dev/` goes to the port of a machine. */
export function openEdge(edge: Edge): Promise<{ readonly url: string; readonly stop: () => void }> {
  return openFakeEdge({
    cert: edge.cert,
    key: edge.key,
    knows: (host) => appOf(edge.state, host) !== undefined,
    serve: (port, incoming, outgoing) => pass(edge, port, incoming, outgoing),
  });
}

/** A name is known once the app has an address. */
function appOf({ apps }: FlyState, host: string): App | undefined {
  const app = apps.get(host.replace(/\.fly\.dev$/, ''));
  return host.endsWith('.fly.dev') && app !== undefined && app.ips.length > 0 ? app : undefined;
}

async function pass(edge: Edge, port: EdgePort, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { headers, url: path } = incoming;
  const host = headers.host ?? '';
  const app = appOf(edge.state, host);
  const found = app && routeOf(app, port);
  if (app === undefined || found === undefined) return void outgoing.writeHead(502).end('no service');
  if (found.forced) return void outgoing.writeHead(301, { location: `https://${host}${path}` }).end();
  const { machine, service } = found;
  if (machine.state === 'stopped' && service.autostart) await startMachine(edge.ground, app, machine);
  const onward = {
    host: await addressOf(edge.ground, machine.container ?? ''),
    port: service.internal_port,
    added: added(port, headers),
    signed: { server: 'Fly/test', via: '1.1 fly.io' },
  };
  passOn(onward, incoming, outgoing);
}

/** What the proxy tells the app of a request (docs: networking, request headers). */
function added(port: EdgePort, { 'x-forwarded-for': before }: IncomingMessage['headers']): Record<string, string> {
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
function routeOf({ machines }: App, port: EdgePort): Found | undefined {
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
