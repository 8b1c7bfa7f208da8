import type { ProjectChoices } from '../values/project-choices.ts';

/** What the user chose over what is found. */
export interface Chosen extends ProjectChoices {
  /** Folder below root in which the command was started: of several manage.py, those below or above it are meant. */
  readonly from?: string;
}
