import type { Problem } from '../problems.ts';
import type { LeftOut } from './build-plan.ts';

/** A file of a tree that a platform builds from, as git keeps it. */
export interface SourceEntry {
  /** Path below the top of the tree, `/` as separator. */
  readonly path: string;
  /** Of git: a file, one that can be run, a link. */
  readonly mode: '100644' | '100755' | '120000';
  /** Git's name for the content, 40 hex digits. */
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** Where the bytes are; of a link, what it holds. */
  readonly source: { readonly file: string } | { readonly bytes: Uint8Array };
}

/** What is handed to a platform that builds the container itself. */
export interface SourceTree {
  /** Git's name for the whole tree: the same files give the same name anywhere. */
  readonly id: string;
  /** Sorted by path. */
  readonly entries: readonly SourceEntry[];
  readonly leftOut: readonly LeftOut[];
  /** Of the entries those that the platform is configured by, where we make them. */
  readonly configuration: readonly SourceText[];
  /** What is worth knowing about what was left out, and about what was added. */
  readonly notes: readonly Problem[];
}

/** What a platform adds to the project's own files. */
export interface SourceAdditions {
  readonly files: readonly SourceText[];
  /** Of these, those that the platform is configured by. */
  readonly configuration: readonly SourceText[];
  /** Folders of templates/ and where they lie in the tree. */
  readonly templates: readonly { readonly folder: string; readonly path: string }[];
  readonly notes: readonly Problem[];
}

/** A file that is made here. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly isExecutable?: boolean;
  /** It is a link, and the text is what it holds. */
  readonly isLink?: boolean;
}
