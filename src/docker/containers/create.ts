import type { ContainerCreateOptions } from 'dockerode';
import type { ContainerSpec } from '../../values/container.ts';
import type { Engine } from '../engine.ts';

/** A terminal or a pipe that a container's standard input is connected to. */
export interface Attended {
  readonly tty: boolean;
}

/** Creates a container, which does not start it. A name in use is the engine's error 409. */
export async function createContainer(engine: Engine, spec: ContainerSpec, attended?: Attended): Promise<void> {
  await engine.api.createContainer(createOptions(spec, engine.facts.kind, attended));
}

/** The spec in the words of the engine's API. Pure. */
export function createOptions(
  spec: ContainerSpec,
  kind: 'docker' | 'podman',
  attended?: Attended,
): ContainerCreateOptions {
  return {
    name: spec.name,
    Image: spec.image,
    ...(spec.command && { Cmd: [...spec.command] }),
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    Labels: { ...spec.labels },
    ExposedPorts: Object.fromEntries(spec.ports.map((port) => [`${port.container}/tcp`, {}])),
    StopTimeout: spec.stopSeconds,
    ...(attended && terminalOptions(attended)),
    HostConfig: {
      ...hostOptions(spec),
      // As process 1 a program that has no handler yet, such as a server that is booting, does not hear SIGTERM. Docker brings
      // an init process with it; podman wants one installed beside it.
      ...(kind === 'docker' && { Init: true }),
      // The engine's own default never deletes a line; podman writes to the journal, which has a limit.
      ...(kind === 'docker' && { LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } } }),
    },
    ...(spec.network !== undefined && {
      NetworkingConfig: {
        EndpointsConfig: { [spec.network]: { Aliases: spec.alias === undefined ? [] : [spec.alias] } },
      },
    }),
  };
}

function terminalOptions({ tty }: Attended): ContainerCreateOptions {
  return { Tty: tty, OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true, AttachStderr: true };
}

function hostOptions(spec: ContainerSpec): NonNullable<ContainerCreateOptions['HostConfig']> {
  return {
    Mounts: Object.entries(spec.volumes).map(([Target, Source]) => ({ Type: 'volume' as const, Target, Source })),
    PortBindings: Object.fromEntries(
      spec.ports.map((port) => [`${port.container}/tcp`, [{ HostIp: port.address, HostPort: String(port.host) }]]),
    ),
    RestartPolicy: { Name: spec.restart },
    ...(spec.network !== undefined && { NetworkMode: spec.network }),
    ...(spec.confined && { CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'] }),
  };
}
