/** Files that the site may need, and that the image does not have. */
export type FilesNote =
  /** Of git submodules, which are empty here. */
  | { readonly code: 'submodules-empty'; readonly paths: readonly string[] }
  /** The settings name them, and they stay out of it. */
  | {
      readonly code: 'settings-read-left-out';
      readonly files: readonly {
        readonly path: string;
        readonly rule: string;
        readonly where: string;
        /** The words of the code. */
        readonly by: string;
      }[];
    }
  /** The project does not have them, and the settings do not load without. */
  | {
      readonly code: 'settings-read-absent';
      readonly files: readonly {
        readonly path: string;
        readonly where: string;
        /** The code that reads it. */
        readonly by: string;
        /** A file beside, to copy it from. */
        readonly example?: string;
      }[];
    };
