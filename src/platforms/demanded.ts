import type { Database } from '../values/database.ts';
import type { GivenVariables } from '../values/given-variables.ts';
import { databaseIn, suppliedIn } from './image-labels.ts';
import { sourceOf } from '../values/supplied-variables.ts';
import type { Releasable } from './types.ts';

/**
 * Names of the variables that the settings of an image demand of an app that has these. A variable may choose what is demanded:
 * settings for staging leave out what those for production ask for. Without those that the image fills in: each platform gives it a
 * SECRET_KEY and the names of the site, and the parts of a DATABASE_URL and of a REDIS_URL are there where that is.
 */
export function demandedOf(image: Releasable, given: GivenVariables): readonly string[] {
  const names = image.demandedWith?.(given) ?? image.facts?.requiredVariables ?? image.demands ?? [];
  const supplied = suppliedIn(image);
  // One that is demanded itself is there once it is given, and its parts with it.
  const sources = new Set([...names, ...given.names, ...Object.keys(given.values)]);
  return names.filter((name) => {
    const part = supplied[name];
    const source = part === undefined ? undefined : sourceOf(part);
    return part === undefined || (source !== undefined && !sources.has(source));
  });
}

/** Whose address the image would fill these names in from: its database, and Redis, where some are parts of one. */
export function ofAddresses(
  image: Releasable,
  names: readonly string[],
): { readonly ofDatabase?: Database; readonly besides?: readonly string[]; readonly ofRedis?: true } {
  const supplied = suppliedIn(image);
  const sourceFor = (name: string): string | undefined => supplied[name] && sourceOf(supplied[name]);
  const sources = names.map(sourceFor);
  const besides = names.filter((name) => sourceFor(name) !== 'DATABASE_URL');
  const database = databaseIn(image);
  return {
    ...(sources.includes('DATABASE_URL') && {
      ofDatabase: database ?? 'postgres',
      ...(besides.length > 0 && { besides }),
    }),
    ...(sources.includes('REDIS_URL') && { ofRedis: true }),
  };
}
