import type Dockerode from 'dockerode';
import { type Ground, pull } from '../fakes/ground.ts';
import type { App, Machine } from './state.ts';

/** Makes the container of a machine: exactly what was posted, on what Fly adds. It is not started yet. */
export async function createContainer(ground: Ground, app: App, machine: Machine): Promise<Dockerode.Container> {
  const { docker, labels } = ground;
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
    Labels: labels,
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
async function giveToUser({ docker, labels }: Ground, image: string, volume: string, path: string): Promise<void> {
  const { Config } = await docker.getImage(image).inspect();
  const container = await docker.createContainer({
    Image: image,
    User: '0',
    Entrypoint: ['chown', Config.User || '0', path],
    Cmd: [],
    Labels: labels,
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
