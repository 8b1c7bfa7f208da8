import type { GivenVariables } from '../values/given-variables.ts';
import type { Releasable } from './types.ts';

/**
 * Names of the variables that the settings of an image demand of an app that has these. A variable may choose what is demanded:
 * settings for staging leave out what those for production ask for.
 */
export function demandedOf(image: Releasable, given: GivenVariables): readonly string[] {
  return image.demandedWith?.(given) ?? image.facts?.requiredVariables ?? image.demands ?? [];
}
