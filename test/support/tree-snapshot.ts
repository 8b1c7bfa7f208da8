import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything about a folder that a command may not change: kinds, modes, times, bytes, and what git says. */
export interface TreeSnapshot {
  readonly entries: Readonly<Record<string, string>>;
  readonly gitStatus: string;
}

/** Takes a snapshot of a folder: git's own files too, but for its index, which `git status` itself refreshes. */
export function snapshotTree(root: string): TreeSnapshot {
  const gitStatus = existsSync(join(root, '.git'))
    ? execFileSync('git', ['-C', root, 'status', '--porcelain=v1', '--ignored'], { encoding: 'utf8' })
    : '';
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  const entries = ['.', ...names]
    .filter((name) => name !== join('.git', 'index'))
    .map((name) => {
      const path = join(root, name);
      const status = lstatSync(path, { bigint: true });
      const content = status.isFile()
        ? createHash('sha256').update(readFileSync(path)).digest('hex')
        : status.isSymbolicLink()
          ? readlinkSync(path)
          : '';
      return [name, `${status.mode.toString(8)} ${status.uid}:${status.gid} ${status.mtimeNs} ${content}`] as const;
    });
  return { entries: Object.fromEntries(entries.filter(([name]) => name !== '.git')), gitStatus };
}
