/** Variables that an app has, or is given. */
export interface GivenVariables {
  /** Those whose values are known. */
  readonly values: Readonly<Record<string, string>>;
  /** Those of which only the names are. */
  readonly names: readonly string[];
}
