import type { Origin } from './fact.ts';

/** A value that a fact could have had, and why it has it not. */
export interface Considered {
  /** The fact, by its name in the JSON of `inspect`. */
  readonly fact: string;
  readonly value: string;
  /** Where it stands. */
  readonly origin: Origin;
  /** One short sentence for people. */
  readonly why: string;
}
