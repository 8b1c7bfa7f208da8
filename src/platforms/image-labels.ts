import type { Database } from '../values/database.ts';
import type { DatabaseHost } from '../values/database-host.ts';
import type { ProcessType } from '../values/layout.ts';
import type { SuppliedVariables } from '../values/supplied-variables.ts';
import type { Releasable } from './types.ts';

type Labelled = Pick<Releasable, 'labels'>;

/** The database that an image is for: what its build saw, else what it says; undefined of one that we did not build. */
export function databaseIn({ facts, labels }: Pick<Releasable, 'facts' | 'labels'>): Database | undefined {
  return facts?.database ?? (labels['simple-deploy.database'] as Database | undefined);
}

/** What a release does before anybody meets the new code. */
export interface ReleaseStep {
  /** The database is migrated first. */
  readonly migrate: boolean;
  /** Lines for a shell, in order. */
  readonly commands: readonly string[];
}

/** The process types that an image says its app has, besides the server that it starts by itself. */
export function processesOf(image: Labelled): readonly ProcessType[] {
  const named = labelled<Readonly<Record<string, readonly string[]>>>(image, 'simple-deploy.processes', {});
  return Object.entries(named).map(([name, command]) => ({ name, command }));
}

/** The release step that an image asks for. */
export function releaseStepOf(image: Labelled): ReleaseStep {
  return labelled<ReleaseStep>(image, 'simple-deploy.release', { migrate: true, commands: [] });
}

/** Services that an image needs, each with the variables that its address is read from. */
export function servicesOf(image: Labelled): Readonly<Record<string, readonly string[]>> {
  return labelled(image, 'simple-deploy.services', {});
}

/** Variables that the image gives their values of DATABASE_URL and SECRET_KEY by itself. */
export function suppliedIn(image: Labelled): SuppliedVariables {
  return labelled(image, 'simple-deploy.supplied', {});
}

/** Where its settings look for the server of their database as long as nobody says where it is. */
export function databaseHostIn(image: Labelled): DatabaseHost | undefined {
  return labelled<DatabaseHost | undefined>(image, 'simple-deploy.database-host', undefined);
}

/** Whether an image needs PostGIS of its database. */
export function needsPostgis(image: Labelled): boolean {
  return labelled<readonly string[]>(image, 'simple-deploy.database-extensions', []).includes('postgis');
}

function labelled<T>({ labels }: Labelled, name: string, otherwise: T): T {
  const text = labels[name];
  return text === undefined ? otherwise : (JSON.parse(text) as T);
}
