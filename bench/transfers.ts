import { join } from 'node:path';
import { freePortFrom } from '../scripts/set-up/free-port.ts';
import { startRegistry } from '../test/support/real-registry.ts';
import { startProxy } from './counting-proxy.ts';
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
  const registry = await startRegistry();
  const port = await freePortFrom(15_000);
  const counted = await startProxy(port, { host: '127.0.0.1', port: Number(registry.host.split(':')[1]) });
  const toEngine = async (way: Way) => {
    await way.prepare();
    engine.takeSent();
    await way.build({ cold: false, env: { DOCKER_HOST: `unix://${socket}` } });
    return engine.takeSent();
  };
  const toRegistry = async (way: Way, index: number) => {
    counted.takeSent();
    await way.push(`localhost:${port}/bench/${index}:latest`);
    return counted.takeSent();
  };
  try {
    const before = [];
    for (const [index, way] of ways.entries()) {
      // What it builds first is what the last scenario left behind.
      await toEngine(way);
      before.push({ engineUnchanged: await toEngine(way), registryFirst: await toRegistry(way, index) });
    }
    const after: Omit<Transfers, keyof (typeof before)[number]>[] = [];
    for (const [index, way] of ways.entries()) {
      way.copy.changeCode();
      after.push({ engineChanged: await toEngine(way), registryChanged: await toRegistry(way, index) });
    }
    return before.map((one, index) => ({ ...one, ...after[index]! }));
  } finally {
    await Promise.all([engine.stop(), counted.stop()]);
    registry.stop();
  }
}

function engineSocket(): string {
  const host = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';
  return host.replace(/^unix:\/\//, '');
}
