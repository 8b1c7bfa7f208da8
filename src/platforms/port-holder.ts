import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

/** Whether a port of this machine is taken, and by what where that can be known. */
export async function portHolder(port: number): Promise<{ readonly holder?: string } | undefined> {
  if (!(await isTaken(port))) return undefined;
  const holder = processOn(port);
  return holder === undefined ? {} : { holder };
}

/** Listens for a moment. A port that only root may open is left to the engine to judge. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE'));
    server.listen(port, () => server.close(() => resolve(false)));
  });
}

/** Name and ID of the process that listens, from /proc where there is one (proc_net(5), proc_pid_fd(5)). */
function processOn(port: number): string | undefined {
  const inodes = new Set(['tcp', 'tcp6'].flatMap((table) => listeners(`/proc/net/${table}`, port)));
  if (inodes.size === 0) return undefined;
  const pids = list('/proc').filter((name) => /^\d+$/.test(name));
  const pid = pids.find((each) => list(`/proc/${each}/fd`).some((fd) => inodes.has(link(`/proc/${each}/fd/${fd}`))));
  return pid === undefined ? undefined : `${read(`/proc/${pid}/comm`).trim()} (process ${pid})`;
}

function listeners(table: string, port: number): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = read(table)
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/));
  return rows
    .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hex}`))
    .map((row) => `socket:[${row[9]}]`);
}

const read = (path: string): string => quietly(() => readFileSync(path, 'utf8')) ?? '';
const link = (path: string): string => quietly(() => readlinkSync(path)) ?? '';
const list = (path: string): readonly string[] => quietly(() => readdirSync(path)) ?? [];

/** Processes end while we look, and those of other users are closed to us. */
function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
