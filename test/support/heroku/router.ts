import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type EdgePort, openEdge, passOn } from '../fakes/edge.ts';
import { addressOf } from '../fakes/ground.ts';
import type { Dynohouse } from './dynos.ts';
import { write } from './log.ts';
import type { Dyno, HerokuApp, HerokuState } from './state.ts';

interface Router {
  readonly state: HerokuState;
  readonly house: Dynohouse;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Heroku's router: the hosts of apps, by https and http alike, go to a web dyno that has bound its port. */
export function openRouter(router: Router): Promise<{ readonly url: string; readonly stop: () => void }> {
  return openEdge({
    cert: router.cert,
    key: router.key,
    // Of any name below herokuapp.com: one that no app has is told that there is nothing.
    knows: (host) => host.endsWith('.herokuapp.com') || appAt(router.state, host) !== undefined,
    serve: (port, incoming, outgoing) => pass(router, port, incoming, outgoing),
  });
}

function appAt({ apps }: HerokuState, host: string): HerokuApp | undefined {
  return [...apps.values()].find(({ domains }) => domains.some(({ hostname }) => hostname === host));
}

async function pass(
  router: Router,
  port: EdgePort,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { headers, method, url: path } = incoming;
  const app = appAt(router.state, headers.host ?? '');
  if (app === undefined) return void outgoing.writeHead(404, html).end('<h1>No such app</h1>');
  const found = app.maintenance ? 'H80' : await webDyno(router.house, app);
  if (typeof found === 'string') {
    const said = {
      H10: 'App crashed',
      H14: 'No web processes running',
      H20: 'App boot timeout',
      H80: 'Maintenance mode',
    };
    write(
      app,
      'heroku',
      'router',
      `at=error code=${found} desc="${said[found]}" method=${method} path="${path}" status=503`,
    );
    return void outgoing
      .writeHead(503, html)
      .end(`<h1>${found === 'H80' ? 'Offline for Maintenance' : 'Application error'}</h1>`);
  }
  const id = headers['x-request-id'] ?? randomUUID();
  write(app, 'heroku', 'router', `at=info method=${method} path="${path}" request_id=${String(id)} dyno=${found.name}`);
  const onward = {
    host: await addressOf(router.house, found.container ?? ''),
    port: found.port,
    added: { ...added(port, headers), 'x-request-id': String(id) },
    signed: { server: 'Heroku', via: '1.1 heroku-router' },
  };
  passOn(onward, incoming, outgoing);
}

const html = { 'content-type': 'text/html' };

/** A dyno that is up; one that starts is waited for, as the router queues requests then. */
async function webDyno(house: Dynohouse, app: HerokuApp): Promise<Dyno | 'H10' | 'H14' | 'H20'> {
  const limit = Date.now() + house.bootLimitMs + 2000;
  for (;;) {
    const dynos = [...app.dynos.values()].filter(({ name, type }) => type === 'web' && name.startsWith('web.'));
    const up = dynos.find(({ state }) => state === 'up');
    if (up !== undefined) return up;
    const isOn = (app.formation.get('web')?.quantity ?? 0) > 0;
    if (dynos.length === 0 && !isOn) return 'H14';
    if (dynos.length > 0 && dynos.every(({ state }) => state === 'crashed')) return 'H10';
    if (Date.now() > limit || house.closed) return 'H20';
    await pause(50);
  }
}

/** What the router tells the app of a request (devcenter: http-routing, Heroku headers). */
function added(port: EdgePort, { 'x-forwarded-for': before }: IncomingMessage['headers']): Record<string, string> {
  return {
    'x-forwarded-for': [before, '203.0.113.9'].filter(Boolean).join(', '),
    'x-forwarded-proto': port === 443 ? 'https' : 'http',
    'x-forwarded-port': String(port),
    'x-request-start': String(Date.now()),
    via: '1.1 heroku-router',
  };
}
