import { createHash, randomBytes } from 'node:crypto';
import type { LogLine } from '../fakes/ground.ts';

/** What of a machine's configuration the fake looks at; the rest is kept as it was posted. */
export interface MachineConfig {
  readonly image: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly init?: {
    readonly exec?: readonly string[];
    readonly entrypoint?: readonly string[];
    readonly cmd?: readonly string[];
  };
  readonly guest?: { readonly cpu_kind?: string; readonly cpus?: number; readonly memory_mb?: number };
  readonly metadata?: Readonly<Record<string, string>>;
  readonly mounts?: readonly { readonly volume: string; readonly path: string; readonly name?: string }[];
  readonly services?: readonly Service[];
  readonly checks?: Readonly<Record<string, Check>>;
  readonly restart?: { readonly policy?: string; readonly max_retries?: number };
  readonly auto_destroy?: boolean;
  readonly dns?: { readonly skip_registration?: boolean };
  readonly stop_config?: { readonly signal?: string; readonly timeout?: unknown };
}

export interface Service {
  readonly protocol?: string;
  readonly internal_port?: number;
  readonly autostart?: boolean;
  readonly ports?: readonly {
    readonly port?: number;
    readonly handlers?: readonly string[];
    readonly force_https?: boolean;
  }[];
  readonly checks?: readonly Check[];
  readonly autostop?: string | boolean;
  readonly min_machines_running?: number;
  readonly force_instance_key?: null;
}

export interface Check {
  readonly type?: string;
  readonly port?: number;
  readonly method?: string;
  readonly path?: string;
  readonly protocol?: string;
  readonly interval?: string;
  readonly timeout?: string;
  readonly headers?: readonly { readonly name?: string; readonly values?: readonly string[] }[];
}

export interface CheckStatus {
  readonly name: string;
  status: 'passing' | 'critical';
  output: string;
  updated_at: string;
}

export interface Event {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly source: string;
  readonly timestamp: number;
  readonly request?: unknown;
}

export interface Machine {
  readonly id: string;
  readonly app: string;
  name: string;
  state: string;
  region: string;
  instance: string;
  config: MachineConfig;
  /** Digest that the registry has the image under. */
  digest: string;
  secrets: Readonly<Record<string, string>>;
  readonly createdAt: string;
  updatedAt: string;
  /** Newest first, as Fly gives them. */
  events: Event[];
  checks: CheckStatus[];
  lease?: { readonly nonce: string; readonly until: number };
  /** On the engine. */
  container?: string;
  /** Lines of containers that are gone. */
  log: LogLine[];
}

export interface Volume {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly sizeGb: number;
  readonly createdAt: string;
  readonly encrypted: boolean;
  /** On the engine. */
  readonly onEngine: string;
  attachedTo?: string;
  /** Given to the user of the first image that mounts it. */
  owned: boolean;
}

export interface Release {
  readonly id: string;
  readonly version: number;
  readonly image: string;
  readonly strategy: string;
  readonly definition: unknown;
  readonly createdAt: string;
  status: string;
}

export interface Secret {
  readonly value: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface App {
  readonly name: string;
  readonly number: number;
  readonly org: string;
  readonly createdAt: string;
  readonly secrets: Map<string, Secret>;
  secretsVersion: number;
  readonly machines: Map<string, Machine>;
  readonly volumes: Map<string, Volume>;
  readonly ips: {
    readonly ip: string;
    readonly region: string;
    readonly shared: boolean;
    readonly created_at: string;
  }[];
  readonly releases: Release[];
}

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly org: string;
  readonly region: string;
  readonly plan: string;
  readonly disk: number;
  readonly postgis: boolean;
  readonly password: string;
  readonly attached: string[];
  /** Where its server answers, once it does. */
  address?: string;
  container?: string;
}

/** Everything that the platform keeps. */
export interface FlyState {
  readonly orgs: readonly string[];
  readonly apps: Map<string, App>;
  readonly clusters: Map<string, Cluster>;
  /** Names that somebody else has. */
  readonly takenNames: Set<string>;
}

export function newState(): FlyState {
  return { orgs: ['personal', 'team'], apps: new Map(), clusters: new Map(), takenNames: new Set(['blog', 'shop']) };
}

/** An ID as Fly's are: hexadecimal, of machines 14 long. */
export function newId(length = 14): string {
  return randomBytes(length).toString('hex').slice(0, length);
}

/** As `secrets list` shows a value: never itself. */
export function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}

/** Whether a release of the app has come to its end: what is "deployed" to Fly. */
export function isDeployed({ releases }: App): boolean {
  return releases.some(({ status }) => status === 'complete');
}

export const now = (): string => new Date().toISOString();
