import type { GivenVariables } from '../values/given-variables.ts';
import { suppliedIn } from './image-labels.ts';
import type { Releasable } from './types.ts';

/**
 * Names of the variables that the settings of an image demand of an app that has these. A variable may choose what is demanded:
 * settings for staging leave out what those for production ask for. Without those that the image fills in: each platform gives it a
 * SECRET_KEY, and the parts of a DATABASE_URL are there where that is.
 */
export function demandedOf(image: Releasable, given: GivenVariables): readonly string[] {
  const names = image.demandedWith?.(given) ?? image.facts?.requiredVariables ?? image.demands ?? [];
  const supplied = suppliedIn(image);
  const hasDatabase = given.names.includes('DATABASE_URL') || given.values['DATABASE_URL'] !== undefined;
  return names.filter((name) => !(supplied[name] === 'secret-key' || (supplied[name] !== undefined && hasDatabase)));
}

/** Whether one of these names is a part of the database's address that the image would fill in. */
export function ofDatabase(image: Releasable, names: readonly string[]): { readonly ofDatabase?: true } {
  const supplied = suppliedIn(image);
  return names.some((name) => supplied[name] !== undefined && supplied[name] !== 'secret-key')
    ? { ofDatabase: true }
    : {};
}
