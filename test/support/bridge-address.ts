import Dockerode from 'dockerode';

/**
 * Address of this machine on the engine's bridge, which containers reach. An engine that was never started again does not
 * tell its gateway: it has the first address of the network.
 */
export async function bridgeAddress(docker = new Dockerode()): Promise<string> {
  const { IPAM } = (await docker.getNetwork('bridge').inspect()) as {
    readonly IPAM: { readonly Config: readonly { readonly Gateway?: string; readonly Subnet: string }[] };
  };
  const [config] = IPAM.Config;
  if (config === undefined) throw new Error('The bridge of the engine has no network.');
  return config.Gateway ?? config.Subnet.replace(/\.0\/\d+$/, '.1');
}
