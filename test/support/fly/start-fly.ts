import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import Dockerode from 'dockerode';
import { startRegistry } from '../real-registry.ts';
import { type Asked, type Platform, serveApi } from './api.ts';
import { certificateIn } from '../fakes/certificate.ts';
import { Faults } from '../fakes/faults.ts';
import { forgetImages, removeMarked } from '../fakes/ground.ts';
import { openGate } from '../fakes/registry-gate.ts';
import type { EdgeAddress } from '../fakes/use-edge.ts';
import { openEdge } from './edge.ts';
import { flyctlFolder } from './flyctl.ts';
import { graphRoutes } from './graph.ts';
import { appRoutes } from './routes-app.ts';
import { machineRoutes } from './routes-machine.ts';
import { uiRoutes } from './routes-ui.ts';
import { type FlyState, newId, newState } from './state.ts';
import { newToken } from './token.ts';

/** A Fly.io of a test's own. */
export interface Fly {
  /** Environment in which flyctl, and with it simple-deploy, has this platform for the real one. */
  readonly env: Readonly<Record<string, string>>;
  readonly state: FlyState;
  readonly faults: Faults;
  /** Everything that the APIs were asked, in order. */
  readonly requests: readonly Asked[];
  /** What was asked that Fly is not asked, or not so: a test expects none. */
  readonly violations: readonly string[];
  /** Host and port of the registry. */
  readonly registry: string;
  readonly token: string;
  /** The proxy by which `https://<app>.fly.dev/` is reached, and the authority of its certificate. */
  readonly edge: EdgeAddress;
  /** Ends everything and removes what is left on the engine. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the platform: its APIs, its registry (a real one behind a gate) and its edge, each on a free port; its machines
 * are containers of the engine.
 */
export async function startFly(): Promise<Fly> {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-fly-'));
  const state = newState();
  const violations: string[] = [];
  const violation = (text: string): void => void violations.push(text);
  const faults = new Faults();
  const token = newToken();
  const behind = await startRegistry();
  const gate = await openGate({
    behind: behind.host,
    faults,
    realm: 'registry.fly.io',
    admits(user, password) {
      if (user !== 'x') violation(`the registry was given the user ${user}, not x`);
      return password === token;
    },
    refusal: ({ repository }) =>
      repository === undefined || state.apps.has(repository) ? undefined : [404, 'NAME_UNKNOWN'],
  });
  const ground = {
    docker: new Dockerode(),
    registry: gate.host,
    login: { username: 'x', password: token },
    labels: { 'simple-deploy-test.fly': newId() },
  };
  const platform: Platform = { state, ground, faults, tokens: [token], requests: [], violation };
  const api = await serveApi(platform, [...graphRoutes, ...appRoutes, ...machineRoutes, ...uiRoutes]);
  const { cert, key, file } = certificateIn(folder, 'fly.dev');
  const edge = await openEdge({ state, ground, cert, key });
  return {
    env: environment({ folder, api: api.url, registry: gate.host, proxy: edge.url, certificate: file, token }),
    state,
    faults,
    requests: platform.requests,
    violations,
    registry: gate.host,
    token,
    edge: { proxy: edge.url, certificate: file },
    async stop() {
      // First, so that nothing is started any more.
      for (const { stop } of [api, edge]) stop();
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
    FLY_API_BASE_URL: api,
    FLY_FLAPS_BASE_URL: api,
    FLY_UIEX_BASE_URL: api,
    FLY_METRICS_BASE_URL: api,
    FLY_SYNTHETICS_BASE_URL: api,
    FLY_STATUSPAGE_UNRESOLVED_INCIDENTS_URL: `${api}/none`,
    FLY_TRACE_COLLECTOR_URL: '127.0.0.1:1',
    FLY_REGISTRY_HOST: registry,
    FLY_API_TOKEN: token,
    FLY_CONFIG_DIR: join(home, '.fly'),
    FLY_SEND_METRICS: '0',
    FLY_SYNTHETICS_AGENT: '0',
    FLY_NO_UPDATE_CHECK: '1',
    FLY_NO_INCIDENTS_CHECK: '1',
    HOME: home,
    CI: '1',
    PATH: [flyctlFolder(folder), process.env['PATH']].join(delimiter),
    // Nothing of a test reaches the real platform: what is not on this machine goes to the edge, which refuses it.
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: 'localhost,127.0.0.1',
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: certificate,
  };
}
