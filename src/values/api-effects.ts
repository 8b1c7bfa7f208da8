/** A request to a platform's API. Headers and body may hold secrets. */
export interface ApiRequest {
  readonly kind: 'api';
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Twice is the same as once: it is sent again when nobody can say whether it arrived. What only reads always is. */
  readonly repeatable?: true;
  /** A refusal whose message fits the pattern (of a RegExp) says that all is as wanted. */
  readonly fine?: string;
}

/** Something of an API that changes by itself: it is asked until its state is one of those that end it. */
export interface Watch {
  readonly kind: 'watch';
  readonly request: ApiRequest;
  /** In a list of things, the first with these values; a key may be a path: `release.version`. */
  readonly where?: Readonly<Record<string, string>>;
  /** Where in the answer, or in that thing, its state stands. */
  readonly at: readonly string[];
  readonly until: readonly string[];
  /** States that it does not come back from. */
  readonly never: readonly string[];
  /** How long such a state has to last; left out: not at all. */
  readonly lastsMs?: number;
  /** Where the answer names the address of a text that is written meanwhile: told line by line, and the last lines are why it failed. */
  readonly stream?: readonly string[];
  /** At first; less often later on. */
  readonly everyMs: number;
  readonly limitMs: number;
}

/** A text whose address an API gives, such as a log. */
export interface TextAt {
  readonly request: ApiRequest;
  /** Where in the answer the address stands. */
  readonly at: readonly string[];
}

/** Reads such a text to its end, as data for the person. */
export type ReadText = { readonly kind: 'text' } & TextAt;

/**
 * Joins the person's terminal to what an API began, at the address of its answer: `rendezvous://HOST:PORT/SECRET`, which is TLS,
 * the secret as the first line, and then both ways what is typed and written. What runs there says its exit code at the end.
 */
export type Attend = { readonly kind: 'attend'; readonly exitMark: string } & TextAt;
