import type { Releasable } from '../platforms/types.ts';
import type { Fact } from '../values/fact.ts';
import type { GivenVariables } from '../values/given-variables.ts';
import type { FindImage } from './carry-out.ts';

/** What the settings of a project demand: of nobody who gives anything, and of an app that has these. */
export interface Demanding {
  readonly environment: readonly Fact<string>[];
  readonly environmentWith: (given: GivenVariables) => readonly Fact<string>[];
}

/**
 * Finds images that say what they demand of an app by what it has. Names that only the build found hold whatever is given; what
 * reading the project shows is read anew.
 */
export function demandingWith(find: FindImage, { environment, environmentWith }: Demanding): FindImage {
  const read = new Set(environment.map(({ value }) => value));
  const saying = (image: Releasable): Releasable => {
    const built = (image.facts?.requiredVariables ?? []).filter((name) => !read.has(name));
    const demandedWith = (given: GivenVariables): readonly string[] =>
      [...new Set([...built, ...environmentWith(given).map(({ value }) => value)])].toSorted();
    return { ...image, demandedWith };
  };
  return async (needs, foreseen) => saying(await find(needs, (image) => foreseen(saying(image))));
}
