import type { Database } from './database.ts';
import type { Server } from './server.ts';

/** What the user may choose over what is found in the project. */
export interface ProjectChoices {
  readonly manage?: string;
  readonly settings?: string;
  readonly python?: string;
  readonly database?: Database;
  readonly server?: Server;
  /** Path below root of the manifest or lock file to install from. */
  readonly dependencies?: string;
  /** Dependency groups to install besides what the rule takes. */
  readonly groups?: readonly string[];
  /** Extras of the project itself to install besides. */
  readonly extras?: readonly string[];
  /** Groups and extras that the rule takes and that are not installed. */
  readonly withoutGroups?: readonly string[];
  /** Requirements that were proposed from the imports are taken, where there is no manifest. */
  readonly installGuessed?: boolean;
  /** Lines of the settings overlay that are switched off. */
  readonly skip?: readonly string[];
  /** Process types by name, each a line for a shell; an empty one removes what was found. */
  readonly processes?: Readonly<Record<string, string>>;
  /** Lines for a shell that a release runs besides what was found. */
  readonly release?: readonly string[];
  /** False: a release leaves the database as it is. */
  readonly migrate?: boolean;
  /** Folders of the Node front ends to build, below root; `none` for none at all. */
  readonly frontend?: readonly string[];
  /** Shell command that builds a front end, in place of a script of its package.json. */
  readonly frontendCommand?: string;
}

// A record, so that no choice can be forgotten here.
const names: Readonly<Record<keyof ProjectChoices, true>> = {
  manage: true,
  settings: true,
  python: true,
  database: true,
  server: true,
  dependencies: true,
  groups: true,
  extras: true,
  withoutGroups: true,
  installGuessed: true,
  skip: true,
  processes: true,
  release: true,
  migrate: true,
  frontend: true,
  frontendCommand: true,
};

/** Of all choices those about the project, of these the ones that were made. */
export function projectChoices(all: {
  readonly [K in keyof ProjectChoices]: ProjectChoices[K] | undefined;
}): ProjectChoices {
  const made = Object.entries(all).filter(([name, value]) => name in names && value !== undefined);
  return Object.fromEntries(made) as ProjectChoices;
}
