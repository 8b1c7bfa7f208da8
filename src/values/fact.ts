/** Where a fact was read: a file of the project (path below root, 1-based line), an option the user typed, or our own default. */
export type Origin = { readonly file: string; readonly line?: number } | { readonly option: string } | 'default';

/** A fact about the project that was inferred, with where it comes from. `why` is one short sentence for people when a rule chose it. */
export interface Fact<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly why?: string;
}
