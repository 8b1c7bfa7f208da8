/** A process, told so that another can find out whether it still lives. */
export interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Start of the process where the system tells it; a process ID is used again. */
  readonly born?: string;
  /** Whose process IDs these are, where the system tells it: a container has its own. */
  readonly space?: string;
  readonly since: string;
}
