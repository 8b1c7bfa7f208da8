import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { DockerOptions } from 'dockerode';
import type { EngineAddress } from './address.ts';

/** How to reach an address, for dockerode. */
interface Transport {
  readonly options: DockerOptions;
  readonly close: () => void;
}

/** dockerode reads DOCKER_HOST and its relatives by itself: every option it would take from there is given. */
const noneOfItsOwn = {
  host: undefined,
  port: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
  pathPrefix: '/',
};

/** A way to the address, with an agent of our own so that no connection outlives `close`. */
export async function transportTo(address: EngineAddress, env: NodeJS.ProcessEnv): Promise<Transport> {
  if (address.kind === 'socket') {
    const agent = new HttpAgent({ keepAlive: true });
    return transport({ socketPath: address.path, protocol: 'http' }, agent);
  }
  if (address.kind === 'ssh') {
    const { sshAgent } = await import('./ssh/dial.ts');
    return transport({ host: 'docker', port: 80, protocol: 'http' }, sshAgent(address.url, env));
  }
  const { host, port, tls } = address;
  if (tls === undefined) return transport({ host, port, protocol: 'http' }, new HttpAgent({ keepAlive: true }));
  const { ca, cert, key, verify } = tls;
  const agent = new HttpsAgent({ keepAlive: true, ca, cert, key, rejectUnauthorized: verify });
  return transport({ host, port, protocol: 'https', ca, cert, key }, agent);
}

function transport(options: DockerOptions, agent: HttpAgent & { destroy(): void }): Transport {
  return { options: { ...noneOfItsOwn, ...options, agent } as DockerOptions, close: () => agent.destroy() };
}
