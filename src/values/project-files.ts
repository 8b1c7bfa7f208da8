import type { Problem } from '../problems.ts';

/** One entry of the project folder. */
export interface ProjectFile {
  /** Path below the root, with `/` as separator, no leading `./`. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
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

/** A file at one moment; times in ms since 1970. `changed` is the system's own, and no tool can set it back. */
export interface FileStamp {
  readonly size: number;
  readonly modified: number;
  readonly changed: number;
}

/** The same of a folder on this disk, by which it can be told whether anything changed since. */
export interface ListedFiles extends ProjectFiles {
  /** All that the listing says, as one text. */
  readonly fingerprint: string;
  /** State of what `readText` reads for that path; undefined where that reads nothing. */
  stamp(path: string): FileStamp | undefined;
}
