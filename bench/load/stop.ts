import { Agent, request } from 'node:http';
import { docker } from './sites.ts';

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

/** Asks by many clients at once, tells the container to stop in the middle, and counts until none is answered any more. */
export async function stopUnderLoad(name: string, url: string, clients = 32): Promise<Stopped> {
  const counts = { answered: 0, refused: 0, lost: 0, lostOnKept: 0 };
  const until = { stopped: false };
  // Half of the clients keep their connection, as proxies do; the others open one for each request.
  const running = Array.from({ length: clients }, (_, index) => ask(url, index % 2 === 0, counts, until));
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const begun = performance.now();
  await docker('stop', name);
  const seconds = (performance.now() - begun) / 1000;
  until.stopped = true;
  await Promise.all(running);
  return { ...counts, seconds };
}

type Counts = Record<'answered' | 'refused' | 'lost' | 'lostOnKept', number>;

async function ask(url: string, keepAlive: boolean, counts: Counts, until: { stopped: boolean }): Promise<void> {
  const agent = new Agent({ keepAlive, maxSockets: 1 });
  while (!until.stopped) {
    const outcome = await once(url, agent);
    counts[outcome]++;
    if (outcome === 'refused') await new Promise((resolve) => setTimeout(resolve, 20));
  }
  agent.destroy();
}

function once(url: string, agent: Agent): Promise<keyof Counts> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, headers: { Host: 'localhost' }, timeout: 15_000 });
    asked.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve('answered'));
      response.on('error', () => resolve('lost'));
    });
    // Where the container has gone, with its address, nobody answers at all: no connection, so nothing was sent.
    let isConnected = false;
    asked.on('socket', (socket) => {
      isConnected = !socket.connecting;
      if (!isConnected) socket.once('connect', () => (isConnected = true));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(!isConnected ? 'refused' : asked.reusedSocket ? 'lostOnKept' : 'lost'));
    asked.end();
  });
}
