import data from '../templates/summary/checks.json' with { type: 'json' };

/** What a check of `check --deploy` asks for, and a line of the overlay sees to. */
export interface AnsweredCheck {
  /** Id of the check. */
  readonly check: string;
  readonly setting: string;
  /** What is so then. */
  readonly about: string;
}

/** A warning of `check --deploy` that only the project's people can decide about. */
export interface Decision {
  /** Id of the check. */
  readonly check: string;
  readonly about: string;
  /** What to write into the settings. */
  readonly write: string;
  /** Of no use where the site is reached by plain http. */
  readonly https?: boolean;
}

/** Checks whose settings the overlay gives. */
export const answeredChecks: readonly AnsweredCheck[] = data.answered;

/** Decisions that the overlay leaves alone. */
export const decisions: readonly Decision[] = data.decisions;
