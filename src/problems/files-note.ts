/** Files that the settings take something from, and that the image does not have. */
export type FilesNote =
  /** They stay out of it. */
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
