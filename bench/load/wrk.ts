import { spawnSync } from 'node:child_process';
import { measure } from '../measure.ts';
import { processorTimeOf, type Site, URL_INSIDE } from './sites.ts';

/** What a run of wrk counted. */
export interface Loaded {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds within which 99 % were answered. */
  readonly p99: number;
  /** Answers other than 2xx and 3xx, and errors of sockets. */
  readonly failed: number;
  /** Seconds of processor time of the container. */
  readonly processor: number;
}

/** What is needed and not installed. */
export function missingTools(): readonly string[] {
  return ['wrk', 'nsenter'].filter((name) => spawnSync(name, ['--version']).error !== undefined);
}

export interface Manner {
  readonly connections: number;
  /** Connections are kept, as the proxies of most platforms keep them; otherwise a new one for each request. */
  readonly kept: boolean;
}

/** Loads a site for some seconds. The host name is one that the image allows by itself. */
export async function load(site: Site, seconds: number, { connections, kept }: Manner): Promise<Loaded> {
  const headers = ['-H', 'Host: localhost', ...(kept ? [] : ['-H', 'Connection: close'])];
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...headers];
  const before = await processorTimeOf(site.name);
  const { stdout } = await measure([...site.inside, 'wrk', ...options, URL_INSIDE]);
  const processor = (await processorTimeOf(site.name)) - before;
  const [, value, unit = 'ms'] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  const sockets = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1) ?? [];
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? '0';
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  return {
    requests,
    seconds: requests / Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p99: Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's'],
    failed: [...sockets, refused].reduce((sum, count) => sum + Number(count), 0),
    processor,
  };
}
