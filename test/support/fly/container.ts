import type Dockerode from 'dockerode';
import type { App, Machine } from './state.ts';

/** The engine that the machines are containers of, and the registry that it takes images from. */
export interface Ground {
  readonly docker: Dockerode;
  /** Host and port of the gate before the registry. */
  readonly registry: string;
  readonly token: string;
  /** Bears this in its label, so that nothing is left of a test. */
  readonly mark: string;
}

export const label = 'simple-deploy-test.fly';

/** Takes the image of a machine from the registry; gives the name that the engine has it under. */
export async function pull({ docker, registry, token }: Ground, app: string, digest: string): Promise<string> {
  const reference = `${registry}/${app}@${digest}`;
  const authconfig = { username: 'x', password: token, serveraddress: registry };
  const stream = await docker.pull(reference, { authconfig });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()));
  });
  return reference;
}

/** Makes the container of a machine: exactly what was posted, on what Fly adds. It is not started yet. */
export async function createContainer(ground: Ground, app: App, machine: Machine): Promise<Dockerode.Container> {
  const { docker, mark } = ground;
  const image = await pull(ground, app.name, machine.digest);
  const { init = {}, guest = {}, mounts = [], stop_config: stop } = machine.config;
  const binds = mounts.map(({ volume, path }) => ({ volume: app.volumes.get(volume), path }));
  for (const { volume, path } of binds) {
    if (volume === undefined) throw new Error(`there is no volume for ${path}`);
    if (!volume.owned) await giveToUser(ground, image, volume.onEngine, path);
    volume.owned = true;
    volume.attachedTo = machine.id;
  }
  const { Config } = await docker.getImage(image).inspect();
  const entrypoint = init.exec ?? init.entrypoint;
  const cmd = init.exec === undefined ? (init.cmd ?? (init.entrypoint === undefined ? Config.Cmd : [])) : [];
  return docker.createContainer({
    name: `sd-fly-${machine.id}`,
    Image: image,
    Env: Object.entries(environment(app, machine)).map(([name, value]) => `${name}=${value}`),
    ...(entrypoint && { Entrypoint: [...entrypoint] }),
    ...(cmd && { Cmd: [...cmd] }),
    Hostname: machine.id,
    Labels: { [label]: mark },
    ...(stop?.signal && { StopSignal: stop.signal }),
    HostConfig: {
      Memory: (guest.memory_mb ?? 256) * 1024 * 1024,
      MemorySwap: (guest.memory_mb ?? 256) * 1024 * 1024,
      NanoCpus: Math.min(guest.cpus ?? 1, 2) * 1_000_000_000,
      Mounts: binds.map(({ volume, path }) => ({
        Type: 'volume',
        Source: volume?.onEngine ?? '',
        Target: path,
        VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: 'local', Options: {} } },
      })),
    },
  });
}

/** What a process finds in its environment: fly.toml's, over it the secrets, over it what the platform says of itself. */
function environment(app: App, { id, config, secrets, region, instance }: Machine): Readonly<Record<string, string>> {
  return {
    ...config.env,
    ...secrets,
    FLY_APP_NAME: app.name,
    FLY_MACHINE_ID: id,
    FLY_ALLOC_ID: id,
    FLY_MACHINE_VERSION: instance,
    FLY_REGION: region,
    FLY_IMAGE_REF: config.image,
    FLY_VM_MEMORY_MB: String(config.guest?.memory_mb ?? 256),
    FLY_PUBLIC_IP: '2a09:8280:1::1:1',
    FLY_PRIVATE_IP: 'fdaa:0:1:a7b::2',
  };
}

/** A new volume is an empty file system whose root Fly's init gives to the user of the image (superfly/init-snapshot). */
async function giveToUser({ docker, mark }: Ground, image: string, volume: string, path: string): Promise<void> {
  const { Config } = await docker.getImage(image).inspect();
  const container = await docker.createContainer({
    Image: image,
    User: '0',
    Entrypoint: ['chown', Config.User || '0', path],
    Cmd: [],
    Labels: { [label]: mark },
    HostConfig: {
      NetworkMode: 'none',
      Mounts: [
        {
          Type: 'volume',
          Source: volume,
          Target: path,
          VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: 'local', Options: {} } },
        },
      ],
    },
  });
  await container.start();
  await container.wait();
  await container.remove();
}

/** Removes every container and volume of a mark. */
export async function removeMarked({ docker, mark }: Ground): Promise<void> {
  const filters = { label: [`${label}=${mark}`] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(
    containers.map(({ Id }) =>
      docker
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch(() => undefined),
    ),
  );
  const { Volumes } = await docker.listVolumes({ filters });
  await Promise.all(Volumes.map(({ Name }) => docker.getVolume(Name).remove()));
}

/** Lets go of the names that the machines' images were pulled under; those that others gave stay. */
export async function forgetImages({ docker, registry }: Ground): Promise<void> {
  const images = await docker.listImages();
  const names = images.flatMap(({ RepoTags, RepoDigests }) => [...(RepoTags ?? []), ...(RepoDigests ?? [])]);
  for (const name of names.filter((each) => each.startsWith(`${registry}/`)))
    await docker
      .getImage(name)
      .remove({ noprune: true })
      .catch(() => undefined);
}
