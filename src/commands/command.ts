import type { Redactor } from '../redact.ts';
import type { RunLog } from '../run-log.ts';
import type { Terminal } from '../terminal.ts';
import type { Journal } from './journal.ts';
import type { SummaryFile } from './summary-forms.ts';

/** What the person typed, parsed: values of options by name (`baseImage`), the folder, what stood after `--`. */
export interface Invocation {
  readonly verb: string;
  /** Folder as typed; undefined when none was. */
  readonly dir: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly command: readonly string[];
}

/** The doors that a verb goes through. */
export interface World {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** The folder as typed, for lines that are to be typed again; undefined when none was. */
  readonly dir: string | undefined;
  readonly version: string;
  /** Data, and nothing else. */
  readonly stdout: NodeJS.WritableStream;
  /** Talk. */
  readonly terminal: Terminal;
  readonly log: RunLog;
  readonly redactor: Redactor;
  /** What was done so far. */
  readonly journal: Journal;
  /** `--summary-file`. */
  readonly summaryFile: SummaryFile | undefined;
  /** Aborted by SIGINT. */
  readonly signal: AbortSignal;
}

/** The story of one verb. Gives the exit code when it is not 0 (a command that ran in the app has its own). */
export type Command = (invocation: Invocation, world: World) => Promise<number | void>;
