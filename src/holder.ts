import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Holder } from './values/holder.ts';

/** This process, as a lock names it. */
export function thisProcess(): Holder {
  const born = birthOf(process.pid);
  const space = spaceOfIds();
  return {
    host: hostname(),
    pid: process.pid,
    since: new Date().toISOString(),
    ...(born !== undefined && { born }),
    ...(space !== undefined && { space }),
  };
}

/** Whether the process that holds a lock is surely gone. One of another machine or container cannot be asked: it counts as alive. */
export function isGone(holder: Holder): boolean {
  if (holder.host !== hostname() || (holder.space !== undefined && holder.space !== spaceOfIds())) return false;
  const born = birthOf(holder.pid);
  if (born !== undefined && holder.born !== undefined) return born !== holder.born;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** The namespace of our process IDs (namespaces(7)). */
function spaceOfIds(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}

/** Boot and start time of a process (proc_pid_stat(5), field 22), where the system has them: process IDs come again. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, field 2, may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
