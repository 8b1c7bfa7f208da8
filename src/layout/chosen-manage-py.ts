import type { Problem } from '../problems.ts';
import type { Considered } from '../values/considered.ts';
import type { Fact } from '../values/fact.ts';

/** The manage.py that is meant, and what was passed over. */
export interface ChosenManagePy {
  readonly managePy: Fact<string>;
  /** The project has none: the file whose settings are meant instead, or the settings themselves. */
  readonly instead?: { readonly file: string } | { readonly settings: Fact<string> };
  readonly problems: readonly Problem[];
  readonly considered: readonly Considered[];
}
