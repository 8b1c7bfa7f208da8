/** One line of a run's log. Secrets may stand in it: the log redacts by value before it writes. */
export interface LogEntry {
  readonly kind:
    | 'start'
    | 'options'
    | 'fact'
    | 'command'
    | 'api'
    | 'engine'
    | 'build'
    | 'step'
    | 'output'
    | 'warning'
    | 'failure'
    | 'end';
  /** What was done or found, in a few words. */
  readonly title: string;
  readonly ms?: number;
  /** Exit status of a command. */
  readonly exit?: number;
  /** Status of an HTTP answer. */
  readonly status?: number;
  /** Anything that JSON can hold. */
  readonly detail?: unknown;
}

/** Takes what is to stand in the run's log. */
export type Log = (entry: LogEntry) => void;
