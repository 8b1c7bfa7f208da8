import { Readable } from 'node:stream';
import tar from 'tar-fs';
import type { BuildPlan, ContextEntry } from '../values/build-plan.ts';
import { inWireOrder, modTime, readEntry } from './context-entries.ts';

/** Where the entries seem to lie; nothing is looked for there. */
const root = '/context';

/**
 * The build context as a tar, the same bytes for the same plan: order, owners and times come from the plan. Piped into
 * `docker build -` it gives the layers that `buildImage` makes. The stream ends with `context-changed` when a file of
 * the project is gone or is another, never with a tar that is cut short.
 */
export function contextTar(plan: BuildPlan): Readable {
  const entries = inWireOrder(plan.entries);
  const pack = tar.pack(root, {
    // tar-fs walks a file system; this one holds the plan and nothing else, so that no second listing can differ.
    fs: planFileSystem(entries),
    entries: entries.map((entry) => entry.path),
    umask: 0,
  } as tar.PackOptions);
  // streamx streams are no Readable of Node's: wrapped, so that pipeline, for await and errors work as everywhere.
  return Readable.from(pack, { objectMode: false });
}

/** The parts of node:fs that tar-fs calls, over the entries of a plan. */
function planFileSystem(entries: readonly ContextEntry[]) {
  const byPath = new Map(entries.map((entry) => [`${root}/${entry.path}`, entry]));
  type Reply<T> = (error: Error | null, value?: T) => void;
  const answer = <T>(path: string, reply: Reply<T>, value: (entry: ContextEntry) => T): void => {
    const entry = byPath.get(path);
    if (entry === undefined) reply(new Error(`not in the plan: ${path}`));
    else reply(null, value(entry));
  };
  return {
    lstat: (path: string, reply: Reply<object>) => answer(path, reply, statOf),
    readlink: (path: string, reply: Reply<string>) => answer(path, reply, (entry) => entry.target ?? ''),
    // What a folder holds is in the list of entries already.
    readdir: (_path: string, reply: Reply<readonly string[]>) => reply(null, []),
    createReadStream: (path: string) => {
      const entry = byPath.get(path);
      return entry === undefined ? Readable.from([]) : Readable.from(readEntry(entry), { objectMode: false });
    },
  };
}

function statOf(entry: ContextEntry): object {
  return {
    mode: entry.mode,
    size: entry.kind === 'file' ? entry.size : 0,
    mtime: new Date(modTime(entry).seconds * 1000),
    uid: 0,
    gid: 0,
    isFile: () => entry.kind === 'file',
    isDirectory: () => entry.kind === 'directory',
    isSymbolicLink: () => entry.kind === 'symlink',
    isSocket: () => false,
  };
}
