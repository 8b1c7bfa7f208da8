import type Dockerode from 'dockerode';
import type { EngineFacts } from '../values/image.ts';

/** Asks an engine what it is: GET /version and /info. Throws what the connection throws. */
export async function probeFacts(api: Dockerode): Promise<EngineFacts> {
  const [version, info] = await Promise.all([
    api.version() as Promise<VersionAnswer>,
    api.info() as Promise<InfoAnswer>,
  ]);
  const podman = version.Components?.some((component) => component.Name === 'Podman Engine') ?? false;
  return {
    kind: podman ? 'podman' : 'docker',
    version: version.Version,
    apiVersion: version.ApiVersion,
    imageStore: usesContainerd(info) ? 'containerd' : 'classic',
    osArch: `${version.Os}/${version.Arch}`,
  };
}

interface VersionAnswer {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly Os: string;
  readonly Arch: string;
  readonly Components?: readonly { readonly Name: string }[];
}

interface InfoAnswer {
  readonly DriverStatus?: readonly (readonly [string, string])[] | null;
}

/** The containerd image store shows as a driver of containerd's snapshotter type (moby, daemon/containerd/service.go). */
function usesContainerd(info: InfoAnswer): boolean {
  return (info.DriverStatus ?? []).some(
    ([name, value]) => name === 'driver-type' && value.startsWith('io.containerd.snapshotter'),
  );
}
