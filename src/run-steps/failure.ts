/** An effect did not come to what it should: a command that exits with an error, a wait that ended without. */
export class EffectFailure extends Error {
  /** Last lines of what failed. */
  readonly lines: readonly string[];
  readonly exitCode: number | undefined;
  constructor(reason: string, lines: readonly string[] = [], exitCode?: number) {
    super(reason);
    this.name = 'EffectFailure';
    this.lines = lines;
    this.exitCode = exitCode;
  }
}
