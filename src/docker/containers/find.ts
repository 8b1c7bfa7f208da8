import type { ContainerInspectInfo } from 'dockerode';
import type { ContainerState, PublishedPort } from '../../values/container.ts';
import type { Engine } from '../engine.ts';
import { engineStatus } from './failure.ts';

/** A container by its name or ID; undefined when there is none. */
export async function findContainer(engine: Engine, name: string): Promise<ContainerState | undefined> {
  try {
    return containerState(await engine.api.getContainer(name).inspect());
  } catch (error) {
    if (engineStatus(error) === 404) return undefined;
    throw error;
  }
}

/** Every container, running or not, that carries a label with this value. */
export async function listContainers(engine: Engine, label: string, value: string): Promise<readonly ContainerState[]> {
  const listed = await engine.api.listContainers({ all: true, filters: { label: [`${label}=${value}`] } });
  const found = await Promise.all(listed.map(({ Id }) => findContainer(engine, Id)));
  return found.filter((state) => state !== undefined);
}

/** The running container that has published this port of the engine's machine. */
export async function whoPublishes(
  engine: Engine,
  port: number,
): Promise<Pick<ContainerState, 'name' | 'labels'> | undefined> {
  const running = await engine.api.listContainers();
  const found = running.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === port));
  return found && { name: (found.Names[0] ?? found.Id).replace(/^\//, ''), labels: found.Labels };
}

/** What we use of an engine's report. Pure. */
export function containerState(info: ContainerInspectInfo): ContainerState {
  const neverStarted = info.State.StartedAt.startsWith('0001-');
  return {
    id: info.Id,
    name: info.Name.replace(/^\//, ''),
    image: info.Config.Image,
    imageId: info.Image,
    status: statusOf(info.State.Status),
    exitCode: info.State.ExitCode,
    createdAt: info.Created,
    ...(!neverStarted && { startedAt: info.State.StartedAt }),
    restarts: info.RestartCount,
    labels: info.Config.Labels ?? {},
    env: Object.fromEntries((info.Config.Env ?? []).map(splitVariable)),
    ports: ports(info),
  };
}

/** Podman says "configured" of a container that was created. */
function statusOf(status: string): ContainerState['status'] {
  return (status === 'configured' ? 'created' : status) as ContainerState['status'];
}

function splitVariable(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}

/** The ports that are open now, or, of a container that stands still, those it asks for. */
function ports(info: ContainerInspectInfo): readonly PublishedPort[] {
  const open = Object.entries(info.NetworkSettings.Ports ?? {}).filter(([, hosts]) => hosts?.length);
  const asked = Object.entries((info.HostConfig.PortBindings ?? {}) as typeof info.NetworkSettings.Ports);
  const wanted = (info.HostConfig.PortBindings ?? {}) as Record<string, { HostIp: string }[]>;
  return (open.length > 0 ? open : asked).flatMap(([port, hosts]) =>
    (hosts ?? []).slice(0, 1).map(({ HostPort }) => ({
      container: Number.parseInt(port, 10),
      host: Number(HostPort),
      address: wanted[port]?.[0]?.HostIp ?? '',
    })),
  );
}
