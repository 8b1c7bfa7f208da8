import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { clientIn, docker, type Site } from './sites.ts';

/** What became of the requests of clients that went on asking while the container was told to stop. */
export interface Stopped {
  readonly answered: number;
  /** The connection was refused: the request was never sent, and may go elsewhere. */
  readonly refused: number;
  /** Sent, and the connection ended without an answer. */
  readonly lost: number;
  /** The same on a connection that was kept from an earlier request: clients send those again by themselves. */
  readonly lostOnKept: number;
  readonly seconds: number;
}

/**
 * Asks by many clients at once, tells the container to stop in the middle, and counts until none is answered any more. The
 * clients are in the container's network, which stays for them: whoever comes too late is refused at once.
 */
export async function stopUnderLoad(site: Site, clients = 32): Promise<Stopped> {
  const [program = '', ...args] = clientIn(site, 'ask', String(clients));
  const asking = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  asking.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(asking, 'close');
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const begun = performance.now();
  await docker('stop', '--time', '30', site.name);
  const seconds = (performance.now() - begun) / 1000;
  asking.stdin.end();
  await ended;
  return { ...(JSON.parse(said) as Omit<Stopped, 'seconds'>), seconds };
}
