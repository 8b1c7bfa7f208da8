import { listContainers, whoPublishes } from '../../docker/containers/find.ts';
import { imageLabels } from '../../docker/containers/ensure-image.ts';
import { hasNetwork } from '../../docker/containers/networks.ts';
import { askContainer, isHere } from '../../docker/containers/probe.ts';
import { findVolume } from '../../docker/containers/volumes.ts';
import type { Engine } from '../../docker/engine.ts';
import type { ContainerState, VolumeState } from '../../values/container.ts';
import { lockSeen, type LockSeen } from '../lock.ts';
import { portHolder } from '../port-holder.ts';
import type { ObserveDoors, Target } from '../types.ts';
import { keptIn, keys } from './labels.ts';
import { localAddresses } from './addresses.ts';
import { namesFor, type Names, refuseName } from './names.ts';
import { defaultPort, healthPath, innerPort } from './release-spec.ts';

/** What stands on the engine for an app. */
export interface LocalNow {
  readonly osArch: string;
  /** When it was looked at, in milliseconds since 1970. */
  readonly at: number;
  /** Host names and addresses under which this machine is asked. */
  readonly addresses: readonly string[];
  readonly web?: ContainerState;
  /** A release that an interrupted push left. */
  readonly next?: ContainerState;
  /** One-off containers that an interrupted push left. */
  readonly leftovers: readonly string[];
  readonly rehearsal: boolean;
  readonly lock?: LockSeen;
  readonly data?: VolumeState;
  readonly database?: { readonly volume: VolumeState; readonly container?: ContainerState };
  readonly redis?: { readonly volume: VolumeState; readonly container?: ContainerState };
  /** Processes of the release that serves, in the order of their names. */
  readonly processes: readonly ContainerState[];
  readonly network: boolean;
  /** The release that serves answers its health check. */
  readonly healthy: boolean;
  /** Whether the image before the current one is still there. */
  readonly beforeStands: boolean;
  /** Its labels. */
  readonly beforeLabels?: Readonly<Record<string, string>>;
  /** The port that is asked for, and what has it when it is not this app. */
  readonly port: { readonly number: number; readonly takenBy?: string | true };
}

/** Looks at everything that belongs to an app. Reads only. Throws `app-name-invalid`. */
export async function observe(doors: ObserveDoors, target: Target): Promise<LocalNow> {
  refuseName(target.app);
  const engine = await doors.engine();
  const names = namesFor(target.app);
  const all = await listContainers(engine, keys.app, target.app);
  const named = (name: string) => all.find((each) => each.name === name);
  const [web, next, lock, container] = [names.web, names.next, names.lock, names.database].map(named);
  const [data, volume, redisVolume, rehearsal, network] = await Promise.all([
    findVolume(engine, names.data),
    findVolume(engine, names.database),
    findVolume(engine, names.redis),
    findVolume(engine, names.rehearsal),
    hasNetwork(engine, names.network),
  ]);
  keepSecrets(doors, all, [data, volume, redisVolume]);
  const redis = named(names.redis);
  const beforeLabels = await labelsOfBefore(engine, web);
  return {
    osArch: engine.facts.osArch,
    at: Date.now(),
    addresses: localAddresses(),
    ...(web && { web }),
    ...(next && { next }),
    leftovers: leftovers(all, names),
    rehearsal: rehearsal !== undefined,
    ...(lock && { lock: lockSeen(lock.labels[keys.holder]) }),
    ...(data && { data }),
    ...(volume && { database: { volume, ...(container && { container }) } }),
    ...(redisVolume && { redis: { volume: redisVolume, ...(redis && { container: redis }) } }),
    ...processesIn(all),
    network,
    healthy: await isHealthy(engine, web?.status === 'running' ? web : (next ?? web)),
    beforeStands: beforeLabels !== undefined,
    ...(beforeLabels && { beforeLabels }),
    port: await portState(engine, target, [web, next]),
  };
}

async function isHealthy(engine: Engine, serving: ContainerState | undefined): Promise<boolean> {
  if (serving === undefined) return false;
  const question = { container: serving.name, port: innerPort, path: healthPath, host: 'localhost' };
  const answer = await askContainer(engine, question);
  return 'status' in answer && answer.status === 200;
}

/** One-off containers, and processes that did not come into service. */
function leftovers(all: readonly ContainerState[], { release, proof, copy }: Names): readonly string[] {
  const isLeft = ({ name, labels }: ContainerState): boolean =>
    [release, proof, copy].includes(name) || (isProcess(labels) && name.endsWith('.next'));
  return all.filter(isLeft).map(({ name }) => name);
}

function processesIn(all: readonly ContainerState[]): Pick<LocalNow, 'processes'> {
  const found = all.filter(({ name, labels }) => isProcess(labels) && !name.endsWith('.next'));
  return { processes: found.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

function isProcess(labels: ContainerState['labels']): boolean {
  return labels[keys.process] !== undefined;
}

/** Labels of the image before the current one; undefined when there is none any more. */
async function labelsOfBefore(engine: Engine, web: ContainerState | undefined) {
  const before = web && keptIn(web).before;
  return before === undefined ? undefined : imageLabels(engine, before.id);
}

async function portState(
  engine: Engine,
  target: Target,
  own: readonly (ContainerState | undefined)[],
): Promise<LocalNow['port']> {
  const serving = own.find((each) => each !== undefined)?.ports[0]?.host;
  const number = target.port ?? serving ?? defaultPort;
  const publisher = await whoPublishes(engine, number);
  if (publisher !== undefined) {
    if (own.some((each) => each?.name === publisher.name)) return { number };
    const { name, labels } = publisher;
    const container = `the container ${name}`;
    return { number, takenBy: labels[keys.app] ? `the app ${labels[keys.app]} (${container})` : container };
  }
  if (!isHere(engine)) return { number };
  const taken = await portHolder(number);
  return taken ? { number, takenBy: taken.holder ?? true } : { number };
}

/** The variables of the containers hold passwords; nothing that we print or log later may. */
function keepSecrets(
  { secret }: ObserveDoors,
  containers: readonly ContainerState[],
  volumes: readonly (VolumeState | undefined)[],
): void {
  for (const volume of volumes) if (volume?.labels[keys.secret] !== undefined) secret(volume.labels[keys.secret] ?? '');
  for (const container of containers) {
    for (const name of keptIn(container).variables) secret(container.env[name] ?? '', name);
  }
}
