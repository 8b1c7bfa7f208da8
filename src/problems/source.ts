/** What concerns a tree that a platform builds from, and git. Their words are in src/messages/source.ts. */
export type SourceProblem =
  /** Options that say how an image is made, for a platform that takes none. */
  | { readonly code: 'option-without-image'; readonly platform: string; readonly options: readonly string[] }
  /** What nothing can be built without stays out. */
  | {
      readonly code: 'source-lacks';
      readonly files: readonly { readonly path: string; readonly rule: string }[];
    }
  /** Submodules that were never fetched. */
  | { readonly code: 'source-submodules-empty'; readonly paths: readonly string[] }
  /** Tracked files that a sparse checkout keeps out of the folder. */
  | { readonly code: 'source-sparse'; readonly files: number }
  /** Files of git LFS whose content nobody has fetched. */
  | { readonly code: 'source-lfs-pointers'; readonly paths: readonly string[] }
  /** Libraries of Debian that a platform's own container may lack. */
  | { readonly code: 'source-system-packages'; readonly packages: readonly string[] }
  /** What stands on the branch was made by somebody else. */
  | {
      readonly code: 'branch-elsewhere';
      readonly label: string;
      readonly platform: string;
      readonly branch: string;
      readonly commit: string;
      readonly about: string;
      readonly when: string;
    }
  /** Somebody pushed meanwhile. */
  | { readonly code: 'branch-moved'; readonly label: string; readonly branch: string; readonly log: readonly string[] }
  /** git could not read the branch. */
  | {
      readonly code: 'branch-unreadable';
      readonly label: string;
      readonly branch: string;
      readonly log: readonly string[];
      readonly next: readonly string[];
    }
  | { readonly code: 'source-changed'; readonly path: string };
