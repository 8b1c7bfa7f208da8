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
