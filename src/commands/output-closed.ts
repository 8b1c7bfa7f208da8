/** Why a run ends early: nobody takes its data any more. `code` is the system's, EPIPE when the reader went away. */
export class OutputClosed extends Error {
  readonly code: string;
  constructor({ code = 'EIO', message }: NodeJS.ErrnoException) {
    super(message);
    this.name = 'OutputClosed';
    this.code = code;
  }
}
