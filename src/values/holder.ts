/** A process, told so that another can find out whether it still lives. */
export interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Start of the process where the system tells it; a process ID is used again. */
  readonly born?: string;
  readonly since: string;
}
