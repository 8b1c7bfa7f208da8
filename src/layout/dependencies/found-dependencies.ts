import type { Problem } from '../../problems.ts';
import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { Dependencies } from '../../values/layout.ts';

/** What the project wants installed; `fatal` when that is known too little to install it. */
export interface FoundDependencies {
  readonly dependencies: Fact<Dependencies>;
  readonly problems: readonly Problem[];
  readonly fatal?: Problem;
  readonly considered: readonly Considered[];
}

/** What the code imports. */
export interface Guess {
  readonly requirements: readonly string[];
  readonly unknown: readonly string[];
}
