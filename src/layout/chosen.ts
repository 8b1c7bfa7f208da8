import type { Database } from '../values/database.ts';
import type { Server } from '../values/server.ts';

/** What the user chose over what is found. */
export interface Chosen {
  readonly manage?: string;
  readonly settings?: string;
  readonly python?: string;
  readonly database?: Database;
  readonly server?: Server;
  /** File to install from, below root. */
  readonly dependencies?: string;
  /** Without a manifest, install what the code imports. */
  readonly installGuessed?: boolean;
  /** Lines of the settings overlay that are switched off. */
  readonly skip?: readonly string[];
  /** Process types by name, each a line for a shell; an empty one removes what was found. */
  readonly processes?: Readonly<Record<string, string>>;
  /** Lines for a shell that a release runs besides. */
  readonly release?: readonly string[];
  /** False: a release leaves the database as it is. */
  readonly migrate?: boolean;
  /** Folders of the Node front ends to build, below root; `none` for none at all. */
  readonly frontend?: readonly string[];
  /** Shell command that builds a front end. */
  readonly frontendCommand?: string;
  /** Folder below root in which the command was started: of several manage.py, those below or above it are meant. */
  readonly from?: string;
}
