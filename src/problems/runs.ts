/** Findings about earlier runs, as codes with data. Their words are in src/messages/runs.ts. */
export type RunsProblem =
  /** No run of that folder has what was asked for. */
  | {
      readonly code: 'no-past-run';
      readonly what: 'log' | 'summary';
      /** Undefined: of any project. */
      readonly folder: string | undefined;
      /** How many there are of other projects. */
      readonly elsewhere: number;
    }
  /** `--run` names none, or several. */
  | {
      readonly code: 'past-run-unknown';
      readonly what: 'log' | 'summary';
      readonly asked: string;
      readonly fits: readonly string[];
    }
  /** The folder of the logs is none, or may not be read. */
  | { readonly code: 'runs-unreadable'; readonly folder: string; readonly reason: string }
  /** The run is known, and its summary is damaged or gone. */
  | { readonly code: 'summary-damaged'; readonly file: string; readonly run: string }
  /** The file of a summary cannot be written where it was asked for. */
  | { readonly code: 'summary-file'; readonly file: string; readonly reason: string };
