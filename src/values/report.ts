/** A line of a table: what it is, and its value. */
export interface Row {
  readonly name: string;
  readonly value: string;
}

/** What to type: what for, and the command. */
export interface CommandLine {
  readonly about: string;
  readonly command: string;
}

/** A part of the summary. */
export interface Section {
  readonly heading: string;
  /** Stands in the files only, not on the terminal. */
  readonly detail?: true;
  readonly lines?: readonly string[];
  readonly rows?: readonly Row[];
  readonly commands?: readonly CommandLine[];
}

/** What a run came to, for people; text, Markdown and later forms are made of it. */
export interface Report {
  readonly title: string;
  readonly sections: readonly Section[];
}
