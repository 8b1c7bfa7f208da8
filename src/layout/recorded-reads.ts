import type { FileStamp, ListedFiles, ProjectFiles } from '../values/project-files.ts';

/** Each path whose text was asked for, in that order, with its state before it was read. */
export type Reads = ReadonlyMap<string, FileStamp | undefined>;

/** The same files, and what was read of them. What the listing tells needs no record: its fingerprint says it. */
export function recordReads(files: ListedFiles): { readonly files: ProjectFiles; readonly reads: Reads } {
  const reads = new Map<string, FileStamp | undefined>();
  const recording: ProjectFiles = {
    root: files.root,
    problems: files.problems,
    get list() {
      return files.list;
    },
    entry: (path) => files.entry(path),
    readText(path) {
      if (!reads.has(path) && files.entry(path) !== undefined) reads.set(path, files.stamp(path));
      return files.readText(path);
    },
  };
  return { files: recording, reads };
}
