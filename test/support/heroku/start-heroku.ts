import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { certificateIn } from '../fakes/certificate.ts';
import { close } from '../fakes/close.ts';
import { Faults } from '../fakes/faults.ts';
import { forgetImages, removeMarked } from '../fakes/ground.ts';
import { type AskedOfRegistry, type Gate, openGate, passer } from '../fakes/registry-gate.ts';
import type { EdgeAddress } from '../fakes/use-edge.ts';
import { startRegistry } from '../real-registry.ts';
import { type Asked, type Platform, type Route, serveApi } from './api.ts';
import type { Dynohouse } from './dynos.ts';
import { refusal } from './registry-rules.ts';
import { openRendezvous } from './rendezvous.ts';
import { openRouter } from './router.ts';
import { addonRoutes } from './routes-addon.ts';
import { appRoutes } from './routes-app.ts';
import { dynoRoutes } from './routes-dyno.ts';
import { releaseRoutes } from './routes-release.ts';
import { type HerokuState, newState } from './state.ts';
import { serveStreams } from './streams.ts';

/** A Heroku of a test's own. */
export interface Heroku {
  /** Environment in which simple-deploy has this platform for the real one. */
  readonly env: Readonly<Record<string, string>>;
  readonly state: HerokuState;
  readonly faults: Faults;
  /** Everything that the API was asked, in order. */
  readonly requests: readonly Asked[];
  /** Everything that the registry was asked by those who came in. */
  readonly registryRequests: readonly AskedOfRegistry[];
  /** What was asked that Heroku is not asked, or not so: a test expects none. */
  readonly violations: readonly string[];
  readonly api: string;
  /** Host and port of the registry, and of the real one behind its gate. */
  readonly registry: string;
  readonly behind: string;
  readonly token: string;
  readonly house: Dynohouse;
  readonly edge: EdgeAddress;
  /** Waits until everything that was begun for an app has come to its end. */
  readonly settled: (app: string) => Promise<void>;
  /** Ends everything and removes what is left on the engine. */
  readonly stop: () => Promise<void>;
}

export interface HerokuOptions {
  /** Also serves the API and the registry by TLS, on port 443 of these addresses, whoever asks; for the real command. */
  readonly addresses?: { readonly api: string; readonly registry: string };
}

const routes: readonly Route[] = [...appRoutes, ...releaseRoutes, ...addonRoutes, ...dynoRoutes];

/**
 * Starts the platform: its API, its registry (a real one behind a gate) and its router, each on a free port; its dynos are
 * containers of the engine.
 */
export async function startHeroku({ addresses }: HerokuOptions = {}): Promise<Heroku> {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-heroku-'));
  const state = newState();
  const violations: string[] = [];
  const violation = (text: string): void => void violations.push(text);
  const faults = new Faults();
  const token = `HRKU-${randomUUID()}-${randomBytes(6).toString('hex')}`;
  const behind = await startRegistry();
  const shelf = { behind: behind.host, hasApp: (name: string) => state.apps.has(name) };
  const registryRequests: AskedOfRegistry[] = [];
  const gateRules: Gate = {
    behind: behind.host,
    faults,
    realm: 'registry.heroku.com',
    asked: registryRequests,
    admits(user, password) {
      if (user !== '_' && user !== '') violation(`the registry was given the user ${user}, not _`);
      return password === token;
    },
    refusal: (asked) => refusal(shelf, asked),
  };
  const gate = await openGate(gateRules);
  const login = { username: '_', password: token };
  const ground = {
    docker: new Dockerode(),
    registry: gate.host,
    login,
    labels: { 'simple-deploy-test.heroku': randomUUID() },
  };
  const house: Dynohouse = { ...ground, bootLimitMs: 60_000, stopSeconds: 10, closed: false };
  const { cert, key, file } = certificateIn(folder, 'herokuapp.com', [
    'localhost',
    'api.localhost',
    'registry.localhost',
  ]);
  const rendezvous = await openRendezvous({ cert, key });
  const places = { url: '', rendezvous: rendezvous.url };
  const platform: Platform = {
    state,
    house,
    shelf,
    faults,
    tokens: [token],
    requests: [],
    violation,
    places,
    anonymous: addresses !== undefined,
  };
  const api = await serveApi(platform, routes, (path, incoming, outgoing) =>
    serveStreams(state, path, incoming, outgoing),
  );
  places.url = api.url;
  const router = await openRouter({ state, house, cert, key });
  const real = [[addresses?.api, api.listener] as const, [addresses?.registry, passer(gateRules)] as const].flatMap(
    ([address, listener]) => {
      if (address === undefined) return [];
      const server = createServer({ cert, key }, listener).listen(443, address);
      return [{ stop: () => close(server) }];
    },
  );
  return {
    env: environment({ folder, api: api.url, registry: gate.host, proxy: router.url, certificate: file, token }),
    state,
    faults,
    requests: platform.requests,
    registryRequests,
    violations,
    api: api.url,
    registry: gate.host,
    behind: behind.host,
    token,
    house,
    edge: { proxy: router.url, certificate: file },
    async settled(name) {
      const app = state.apps.get(name);
      for (let turn; turn !== app?.turn;) await (turn = app?.turn);
    },
    async stop() {
      // First, so that nothing is started any more.
      house.closed = true;
      for (const { stop } of [api, router, rendezvous, ...real]) stop();
      await removeMarked(ground);
      await Promise.all([...state.apps.values()].map(({ turn }) => turn));
      await removeMarked(ground);
      await forgetImages(ground);
      for (const { stop } of [gate, behind]) stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Places {
  readonly folder: string;
  readonly api: string;
  readonly registry: string;
  readonly proxy: string;
  readonly certificate: string;
  readonly token: string;
}

function environment({ folder, api, registry, proxy, certificate, token }: Places): Readonly<Record<string, string>> {
  const home = join(folder, 'home');
  mkdirSync(home);
  return {
    HEROKU_API_URL: api,
    HEROKU_REGISTRY: registry,
    HEROKU_API_KEY: token,
    HOME: home,
    CI: '1',
    // Nothing of a test reaches the real platform: what is not on this machine goes to the router, which refuses it.
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: 'localhost,127.0.0.1',
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: certificate,
  };
}
