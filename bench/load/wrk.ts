import { spawnSync } from 'node:child_process';
import { measure } from '../measure.ts';

/** What a run of wrk counted. */
export interface Loaded {
  readonly perSecond: number;
  /** Milliseconds within which 99 % were answered. */
  readonly p99: number;
  /** Answers other than 2xx and 3xx, and errors of sockets. */
  readonly failed: number;
}

/** Whether wrk is installed. */
export function hasWrk(): boolean {
  return spawnSync('wrk', ['--version']).error === undefined;
}

/**
 * Loads an address for some seconds. The host name is one that the image allows by itself. A connection for each request:
 * a worker with threads keeps those that it accepted, and which of a few workers got how many is chance, worth a factor of three.
 */
export async function load(url: string, seconds: number, connections = 16): Promise<Loaded> {
  const options = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    '-H',
    'Host: localhost',
    '-H',
    'Connection: close',
  ];
  const { stdout } = await measure(['wrk', ...options, url]);
  const [, value, unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1) ?? [];
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? '0';
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p99: Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's'],
    failed: [...sockets, refused].reduce((sum, count) => sum + Number(count), 0),
  };
}
