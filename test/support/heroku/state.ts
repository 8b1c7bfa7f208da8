import { randomBytes, randomUUID } from 'node:crypto';
import type { LogLine } from '../fakes/ground.ts';

/** An image in the registry that was released for a process type. */
export interface ReleasedImage {
  /** Digest of its config: what Heroku calls the image by. */
  readonly config: string;
  /** Digest of its manifest. */
  readonly manifest: string;
  /** Name of the repository that it lies in. */
  readonly repository: string;
  readonly command: string;
}

export interface Release {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  readonly createdAt: string;
  status: 'pending' | 'succeeded' | 'failed' | 'expired';
  /** By process type; empty before the first image, and for a slug. */
  readonly images: ReadonlyMap<string, ReleasedImage>;
  /** Of what buildpacks built; undefined where images run. */
  readonly slug: string | undefined;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  /** The release phase writes here. */
  output?: Output;
}

/** What the release phase writes, for whoever asks for it, and when. */
export interface Output {
  readonly id: string;
  text: string;
  /** Nothing is to be had before its dyno runs. */
  started: boolean;
  ended: boolean;
  readonly listeners: Set<() => void>;
}

export interface Formation {
  readonly id: string;
  readonly type: string;
  quantity: number;
  size: string;
  readonly createdAt: string;
  /** When somebody scaled it; undefined: nobody did. */
  updatedAt?: string;
}

export interface Dyno {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: string;
  readonly command: string;
  readonly release: Release;
  readonly createdAt: string;
  state: 'starting' | 'up' | 'crashed' | 'down';
  /** Of $PORT. */
  readonly port: number;
  /** On the engine. */
  container?: string;
  attachUrl?: string;
}

export interface Addon {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly createdAt: string;
  state: 'provisioning' | 'provisioned' | 'deprovisioned';
  readonly password: string;
  /** On the engine. */
  container?: string;
}

export interface Domain {
  readonly id: string;
  readonly hostname: string;
  readonly createdAt: string;
}

export interface HerokuApp {
  readonly id: string;
  name: string;
  readonly createdAt: string;
  readonly region: string;
  readonly team?: string;
  readonly generation: 'cedar' | 'fir';
  /** Of its web URL: a part that cannot be guessed. */
  readonly host: string;
  stack: string;
  buildStack: string;
  maintenance: boolean;
  readonly config: Map<string, string>;
  readonly releases: Release[];
  readonly formation: Map<string, Formation>;
  readonly dynos: Map<string, Dyno>;
  readonly addons: Map<string, Addon>;
  readonly domains: Domain[];
  readonly log: LogLine[];
  /** Releases come one after the other. */
  turn: Promise<unknown>;
}

/** Everything that the platform keeps. */
export interface HerokuState {
  readonly teams: readonly string[];
  readonly regions: readonly string[];
  readonly apps: Map<string, HerokuApp>;
  /** Names that somebody else has. */
  readonly takenNames: Set<string>;
  readonly plans: readonly Plan[];
}

export interface Plan {
  readonly name: string;
  readonly title: string;
  readonly cents: number;
  readonly isDefault: boolean;
}

export function newState(): HerokuState {
  return {
    teams: ['crew'],
    regions: ['us', 'eu'],
    apps: new Map(),
    takenNames: new Set(['blog', 'shop']),
    plans: [
      { name: 'heroku-postgresql:essential-0', title: 'Essential 0', cents: 500, isDefault: true },
      { name: 'heroku-postgresql:essential-1', title: 'Essential 1', cents: 900, isDefault: false },
    ],
  };
}

interface NewApp {
  readonly name: string;
  readonly stack: string;
  readonly region?: string;
  readonly team?: string;
  readonly generation?: 'cedar' | 'fir';
}

/** An app as it is made, which is with two releases. */
export function newApp({ name, stack, region = 'us', team, generation = 'cedar' }: NewApp): HerokuApp {
  const app: HerokuApp = {
    id: randomUUID(),
    name,
    createdAt: now(),
    region,
    ...(team !== undefined && { team }),
    generation,
    host: `${name}-${randomBytes(6).toString('hex')}.herokuapp.com`,
    stack,
    buildStack: stack,
    maintenance: false,
    config: new Map(),
    releases: [],
    formation: new Map(),
    dynos: new Map(),
    addons: new Map(),
    domains: [],
    log: [],
    turn: Promise.resolve(),
  };
  for (const description of ['Initial release', 'Enable Logplex']) addRelease(app, description);
  return app;
}

/** What a release is of; left out: what the one before is of. */
export interface Code {
  readonly images: Release['images'];
  readonly slug?: string | undefined;
  readonly stack: string;
}

/** Puts the next release behind the others, with the config vars of now. */
export function addRelease(
  app: HerokuApp,
  description: string,
  { code, status = 'succeeded' }: { readonly code?: Code; readonly status?: Release['status'] } = {},
): Release {
  const { images, slug, stack } = code ?? currentOf(app) ?? { images: new Map(), stack: app.stack };
  const release: Release = {
    id: randomUUID(),
    version: (app.releases.at(-1)?.version ?? 0) + 1,
    description,
    createdAt: now(),
    status,
    images,
    slug,
    stack,
    config: Object.fromEntries(app.config),
  };
  app.releases.push(release);
  return release;
}

/** The release that runs: the last that came to a good end. */
export function currentOf({ releases }: HerokuApp): Release | undefined {
  return releases.findLast(({ status }) => status === 'succeeded');
}

export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
