/** What a person reads about a problem. */
export interface Words {
  /** One sentence: what is so, naming what was found and where. */
  readonly what: string;
  /** Details: candidates, the last lines of a log; a line each. */
  readonly found?: readonly string[];
  /** What to type or do next, a line each. */
  readonly next: readonly string[];
}

/** Words for every code of a union of problems. */
export type WordsOf<P extends { readonly code: string }> = {
  readonly [C in P['code']]: (problem: Extract<P, { readonly code: C }>) => Words;
};
