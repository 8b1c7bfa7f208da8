import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { certificateIn } from '../fakes/certificate.ts';
import { Faults } from '../fakes/faults.ts';
import { type Asked, type Platform, serveApi } from './api.ts';
import { orderedProject } from './create-project.ts';
import { quiet } from './deploy.ts';
import { environmentFor } from './environment.ts';
import { makeGitHost } from './git-host.ts';
import type { Flavour } from './ground.ts';
import { removeNamed } from './remove.ts';
import { openRouter } from './router.ts';
import { accountRoutes } from './routes-account.ts';
import { hostRoutes } from './routes-host.ts';
import { projectRoutes } from './routes-project.ts';
import { newId, newState, type PlatformState, type Project } from './state.ts';

/** A Platform.sh, or an Upsun, of a test's own. */
export interface Platformsh {
  readonly flavour: Flavour;
  /** Environment in which the real program, and with it simple-deploy, has this platform for the real one. */
  readonly env: Readonly<Record<string, string>>;
  /** Environment of somebody who has git and a key of their own, and nothing of the platform's. */
  readonly gitAlone: Readonly<Record<string, string>>;
  readonly state: PlatformState;
  readonly faults: Faults;
  /** Everything that the API was asked, in order. */
  readonly requests: readonly Asked[];
  /** What was asked that the platform is not asked, or not so: a test expects none. */
  readonly violations: readonly string[];
  readonly apiToken: string;
  /** The proxy by which environments are reached, and the authority of their certificate. */
  readonly edge: { readonly proxy: string; readonly certificate: string };
  readonly platform: Platform;
  /** A project that stands already. */
  readonly project: (title?: string) => Project;
  /** Ends everything and removes what is left on the engine. */
  readonly stop: () => Promise<void>;
}

interface Options {
  readonly flavour?: Flavour;
  /** Whether what is pushed is built and run on the engine; default: it is only taken, and the router answers for it. */
  readonly builds?: boolean;
  readonly compiles?: boolean;
}

/** Starts the platform: its API and router on free ports, its git host behind a ProxyCommand. */
export async function startPlatformsh({
  flavour = 'upsun',
  builds = false,
  compiles = false,
}: Options = {}): Promise<Platformsh> {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-platformsh-'));
  const violations: string[] = [];
  const [apiToken, hostSecret] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')];
  const { username: user } = userInfo();
  const platform: Platform = {
    state: newState(),
    ground: { flavour, builds, compiles, docker: new Dockerode(), folder, mark: newId(6), hostSecret, user },
    faults: new Faults(),
    apiToken,
    accessTokens: new Set(),
    requests: [],
    violation: (text) => void violations.push(text),
  };
  const { state, ground, faults, requests } = platform;
  const api = await serveApi(platform, [...accountRoutes, ...projectRoutes, ...hostRoutes]);
  const host = makeGitHost({ folder, api: api.url, secret: hostSecret });
  const { cert, key, file } = certificateIn(folder, 'eu-5.platformsh.site');
  const router = await openRouter({ state, ground, cert, key });
  const home = mkdtempSync(join(folder, 'home-'));
  const edge = { proxy: router.url, certificate: file };
  return {
    flavour,
    env: { ...environmentFor({ flavour, folder, api: api.url, apiToken, host }), ...toRouter(edge) },
    gitAlone: { HOME: home, GIT_SSH_COMMAND: host.ownSsh, ...toRouter(edge) },
    state,
    faults,
    requests,
    violations,
    apiToken,
    edge,
    platform,
    project: (title) => orderedProject(platform, title),
    async stop() {
      for (const project of state.projects.values()) await quiet(project);
      for (const { stop } of [api, router]) stop();
      if (builds) await removeNamed(ground, () => true);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing of a test reaches the real platform: what is not on this machine goes to the router, which refuses it. */
function toRouter({ proxy, certificate }: Platformsh['edge']): Readonly<Record<string, string>> {
  return {
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: 'localhost,127.0.0.1',
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: certificate,
  };
}
