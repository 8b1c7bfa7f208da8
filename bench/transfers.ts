import { join } from 'node:path';
import { freePortFrom } from '../scripts/set-up/free-port.ts';
import { startRegistry } from '../test/support/real-registry.ts';
import { type CountingProxy, startProxy } from './counting-proxy.ts';
import type { Way } from './ways.ts';

/** Bytes that a way sends: to the engine for a build, to the registry for a push. */
export interface Transfers {
  readonly engineUnchanged: number;
  readonly engineChanged: number;
  readonly registryFirst: number;
  readonly registryChanged: number;
}

/** Counts what each way sends, before and after one line of code changed. */
export async function countTransfers(ways: readonly Way[], folder: string): Promise<Transfers[]> {
  const socket = join(folder, 'engine.sock');
  const engine = await startProxy(socket, { path: engineSocket() });
  try {
    const counted: Transfers[] = [];
    for (const way of ways) counted.push(await countOne(way, { engine, address: `unix://${socket}` }));
    return counted;
  } finally {
    await engine.stop();
  }
}

/** With a registry of its own: from another repository of the same one the engine would take what it can. */
async function countOne(way: Way, o: { engine: CountingProxy; address: string }): Promise<Transfers> {
  const registry = await startRegistry();
  const port = await freePortFrom(15_000);
  const counted = await startProxy(port, { host: '127.0.0.1', port: Number(registry.host.split(':')[1]) });
  const toEngine = async () => {
    await way.prepare();
    o.engine.takeSent();
    await way.build({ cold: false, env: { DOCKER_HOST: o.address } });
    return o.engine.takeSent();
  };
  const toRegistry = async () => {
    counted.takeSent();
    await way.push(`localhost:${port}/bench/project:latest`);
    return counted.takeSent();
  };
  try {
    // What it builds first is what the last scenario left behind.
    await toEngine();
    const before = { engineUnchanged: await toEngine(), registryFirst: await toRegistry() };
    way.copy.changeCode();
    return { ...before, engineChanged: await toEngine(), registryChanged: await toRegistry() };
  } finally {
    // The engine may keep its connections open: they end with the registry.
    registry.stop();
    await counted.stop();
  }
}

function engineSocket(): string {
  const host = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';
  return host.replace(/^unix:\/\//, '');
}
