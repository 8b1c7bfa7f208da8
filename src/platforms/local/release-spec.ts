import { createHash } from 'node:crypto';
import type { ContainerSpec } from '../../values/container.ts';
import type { Database } from '../../values/database.ts';
import type { ProcessType } from '../../values/layout.ts';
import { stopOf } from '../stop-seconds.ts';
import { hostNames, namesIn } from './host-names.ts';
import { type Before, keys, ownLabels } from './labels.ts';
import type { Names } from './names.ts';
import type { ServerKind } from './servers.ts';

export const defaultPort = 8000;
/** The port in the container. */
export const innerPort = 8000;
export const healthPath = '/-/health';
export const dataFolder = '/data';
/** Where a rehearsal finds the data that it must not change. */
export const liveFolder = '/live';

/** The Redis of an app, and what the app is told of it. */
export interface RedisOfApp {
  readonly image: string;
  readonly password: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Everything about a release, complete. */
export interface Release {
  readonly app: string;
  /** Folder of the project: the first 12 hex of sha256 of its path. */
  readonly folder?: string;
  readonly names: Names;
  /** What containers are made from: a name, or the ID where the name may mean another image by now. */
  readonly image: string;
  /** As people know it. */
  readonly imageName: string;
  readonly imageId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly secretKey: string;
  readonly database: Database;
  /** The server that we start, and its address; the user's own is among the variables. */
  readonly server?: ServerKind;
  readonly databaseUrl?: string;
  /** Its image, whether it stands from an earlier push, and where the settings look for one, unless it was asked for. */
  readonly serverRuns?: { readonly image: string; readonly stands: boolean; readonly insteadOf?: string };
  /** The Redis that we start. */
  readonly redis?: RedisOfApp;
  /** Names of variables for an address of Redis → the one that the person gave. */
  readonly spread: Readonly<Record<string, string>>;
  readonly processes: readonly ProcessType[];
  /** Labels of the image, by which it says what a release does. */
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
  readonly bind: string;
  readonly before?: Before;
}

/** The container that serves a release. */
export function webSpec(release: Release): ContainerSpec {
  const { names, image, database, before } = release;
  return {
    ...common(release),
    name: names.next,
    image,
    labels: {
      ...ownLabels(release.app, 'web'),
      [keys.spec]: specDigest(release),
      [keys.variables]: JSON.stringify(Object.keys(release.variables).toSorted()),
      [keys.hosts]: JSON.stringify(release.hosts),
      [keys.database]: database,
      [keys.image]: release.imageName,
      ...(release.folder !== undefined && { [keys.folder]: release.folder }),
      ...(before && { [keys.before]: JSON.stringify(before) }),
    },
    ports: [{ container: innerPort, host: release.port, address: release.bind }],
    restart: 'unless-stopped',
  };
}

/** A container of the release that runs one command on its data. */
export function oneOff(
  release: Release,
  role: 'release' | 'copy' | 'run',
  name: string,
  command: readonly string[],
): ContainerSpec {
  return {
    ...common(release),
    name,
    image: release.image,
    command,
    labels: ownLabels(release.app, role),
    ports: [],
    restart: 'no',
  };
}

/** The container that proves a release on a port that the engine chooses, closed to other machines. */
export function proofSpec(release: Release): ContainerSpec {
  return {
    ...common(release),
    name: release.names.proof,
    image: release.image,
    labels: ownLabels(release.app, 'proof'),
    ports: [{ container: innerPort, host: 0, address: '127.0.0.1' }],
    restart: 'no',
  };
}

/**
 * A digest of all that makes one release differ from the next. The image before it does not, nor the addresses of this
 * machine: they come and go, and only one that a release does not know yet makes it an old one.
 */
export function specDigest(release: Release): string {
  const { imageId, port, bind, processes } = release;
  const env = Object.entries(environment({ ...release, addresses: [] })).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([imageId, port, bind, env, ...(processes.length > 0 ? [processes] : [])]))
    .digest('hex');
}

/** Whether a release that runs with these variables answers to every address of this machine. */
export function knowsAddresses(env: Readonly<Record<string, string>>, addresses: readonly string[]): boolean {
  const known = new Set(namesIn(env['SIMPLE_DEPLOY_HOSTS'] ?? ''));
  return addresses.every((address) => known.has(address));
}

/** What every container of a release has. */
export function common(release: Release): Omit<ContainerSpec, 'name' | 'image' | 'labels' | 'ports' | 'restart'> {
  return {
    env: environment(release),
    volumes: { [dataFolder]: release.names.data },
    ...(hasNetwork(release) && { network: release.names.network }),
    stopSeconds: stopOf(release.variables).seconds,
    confined: true,
  };
}

/** Whether the app has servers of ours beside it. */
export function hasNetwork({ databaseUrl, redis }: Pick<Release, 'databaseUrl' | 'redis'>): boolean {
  return databaseUrl !== undefined || redis !== undefined;
}

/** What push gives to the image; a user's own SECRET_KEY or DATABASE_URL wins. */
function environment(release: Release): Readonly<Record<string, string>> {
  return {
    SECRET_KEY: release.secretKey,
    ...(release.databaseUrl !== undefined && { DATABASE_URL: release.databaseUrl }),
    ...release.spread,
    ...release.redis?.variables,
    ...release.variables,
    ...stopOf(release.variables).variables,
    SIMPLE_DEPLOY_PLATFORM: 'local',
    SIMPLE_DEPLOY_SCHEME: 'http',
    SIMPLE_DEPLOY_HOSTS: hostNames([...release.addresses, ...release.hosts], release.port),
    SIMPLE_DEPLOY_DATA_DIR: dataFolder,
    PORT: String(innerPort),
  };
}
