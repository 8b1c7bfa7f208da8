import type { ContainerState } from '../../values/container.ts';

/** What a release does to the database, and what it is tried on first. */
export interface Manner {
  /** Run the release step. */
  readonly migrate: boolean;
  /** The data is SQLite that somebody uses: it is tried on a copy, and migrated while nobody writes. */
  readonly rehearse: boolean;
  /** A release serves now, and has to be stopped. */
  readonly replaces: boolean;
  /** Processes of the release that serves. */
  readonly oldProcesses: readonly ContainerState[];
  /** A stopped container has the name already. */
  readonly oldStands: boolean;
}
