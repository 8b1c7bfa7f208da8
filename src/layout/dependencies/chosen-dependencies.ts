/** What the user chose over what is found. */
export interface ChosenDependencies {
  /** The file to install from, below root. */
  readonly dependencies?: string;
  /** Dependency groups and extras to install besides, and those to leave out. */
  readonly groups?: readonly string[];
  readonly extras?: readonly string[];
  readonly withoutGroups?: readonly string[];
  /** Install what the imports of the code say when there is no manifest. */
  readonly installGuessed?: boolean;
  /** Also look below and in other branches, and at the code. */
  readonly wide?: boolean;
}
