/** A line of a table: what it is, and its value. */
export interface Row {
  readonly name: string;
  readonly value: string;
  /** Of a step, what it was done for. */
  readonly why?: string;
  /** Stands in the files only, not on the terminal. */
  readonly isDetail?: true;
}

/** Something worth a word: what is so, what was seen of it, what to do about it. */
export interface Item {
  readonly what: string;
  readonly found?: readonly string[];
  readonly next?: readonly string[];
}

/** What to type: what for, and the command. */
export interface CommandLine {
  readonly about: string;
  readonly command: string;
}

/** A page to read on, with one line that says why. */
export interface Link {
  readonly title: string;
  /** An address, or the path of a file of this machine. */
  readonly url: string;
  readonly why: string;
}

/** A file or folder in a picture of folders. */
export interface PictureNode {
  readonly name: string;
  readonly note?: string;
  /** What the eye should find first. */
  readonly isMarked?: boolean;
  readonly nodes?: readonly PictureNode[];
}

/** Folders as a tree. */
export interface Picture {
  readonly caption: string;
  readonly nodes: readonly PictureNode[];
}

/** A piece of a bar. */
export interface BarPart {
  readonly label: string;
  readonly bytes: number;
}

/** A part of the summary. */
export interface Section {
  readonly heading: string;
  /** Stands in the files only, not on the terminal. */
  readonly detail?: true;
  /** Somebody should look at it now. */
  readonly isWarning?: true;
  readonly items?: readonly Item[];
  readonly lines?: readonly string[];
  /** The lines are what a program wrote. */
  readonly isOutput?: true;
  readonly rows?: readonly Row[];
  readonly commands?: readonly CommandLine[];
  readonly links?: readonly Link[];
  /** Sizes that the rows say in words, drawn where there are pictures. */
  readonly bar?: readonly BarPart[];
  readonly pictures?: readonly Picture[];
}

/** What a run came to, for people; text, Markdown and a page are made of it. */
export interface Report {
  readonly title: string;
  readonly state: 'done' | 'unchanged' | 'failed';
  /** Where what was deployed answers. */
  readonly urls: readonly string[];
  readonly sections: readonly Section[];
}
