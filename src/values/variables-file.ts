/** A file of the project that names variables. */
export interface VariablesFile {
  /** Path below the root. */
  readonly file: string;
  /** To copy and fill in; else one that holds values. */
  readonly isExample: boolean;
  /** Which of the variables that were asked for. */
  readonly names: readonly string[];
}
