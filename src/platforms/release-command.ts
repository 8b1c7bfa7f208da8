import { type ReleaseStep, releaseStepOf } from './image-labels.ts';
import type { Releasable } from './types.ts';

const MIGRATE = ['python', 'manage.py', 'migrate', '--noinput'] as const;
const OURS = ['python', '-m', 'simple_deploy', 'release'] as const;

/**
 * Argv of the release step of an image: it waits for the database and takes a lock there. Undefined when there is nothing
 * to do. An image that was made before there were such labels migrates.
 */
export function releaseCommand(image: Pick<Releasable, 'labels'>): readonly string[] | undefined {
  if (image.labels['simple-deploy.release'] === undefined) return MIGRATE;
  return releaseOf(releaseStepOf(image));
}

/** Argv of a release step. Undefined when there is nothing to do. */
export function releaseOf({ migrate, commands }: ReleaseStep): readonly string[] | undefined {
  if (!migrate && commands.length === 0) return undefined;
  return [...OURS, ...(migrate ? [] : ['--no-migrate']), ...commands];
}

/** Argv that migrates alone, and nothing else of the release: what is tried on a copy of the data. */
export function migrateCommand(image: Pick<Releasable, 'labels'>): readonly string[] {
  return image.labels['simple-deploy.release'] === undefined ? MIGRATE : OURS;
}

/** Argv that ends with another exit code than 0 when there is something to migrate (Django 3.1 and newer). */
export const checkCommand: readonly string[] = [...MIGRATE, '--check'];
