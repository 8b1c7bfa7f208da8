import type { Problem } from '../problems.ts';

/** One entry of the project folder. */
export interface ProjectFile {
  /** Path below the root, with `/` as separator, no leading `./`. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
  /** What a symlink holds, as written. */
  readonly target?: string;
  /** Not to be read by whoever runs this. */
  readonly isUnreadable?: true;
  /** A virtual environment, whatever its name, or a part of one that was made in a folder of the project: left closed. */
  readonly isVirtualEnvironment?: true;
}

/** A read-only view of the project folder, listed once. Folders that are never part of a project (.git, virtual environments, node_modules, caches) are listed as directories but not entered. */
export interface ProjectFiles {
  /** Absolute path of the folder. */
  readonly root: string;
  /** Sorted by path (byte order). */
  readonly list: readonly ProjectFile[];
  /** Names that are not UTF-8 (they are not in the list), files and folders that cannot be read. */
  readonly problems: readonly Problem[];
  /** What stands at that path below root. */
  entry(path: string): ProjectFile | undefined;
  /** Text of a regular file (or of a symlink to one inside the root); undefined when there is none. Read once. */
  readText(path: string): string | undefined;
}
