import { normalizedName } from './requirement.ts';
import type { Wanted } from './wanted.ts';

interface Extra {
  readonly name: string;
  readonly wanted: readonly Wanted[];
}

/** The extras of a project, each with what those bring that it takes along: `all = ["shop[mail,s3]"]` of the project `shop`. */
export function withOwnExtras<T extends Extra>(project: string, extras: readonly T[]): T[] {
  const own = normalizedName(project);
  const wantedOf = (name: string, above: readonly string[]): Wanted[] => {
    const extra = extras.find((each) => normalizedName(each.name) === normalizedName(name));
    if (extra === undefined || above.includes(extra.name)) return [];
    return extra.wanted.flatMap((each) => {
      if (each.requirement.name !== own) return [each];
      return (each.requirement.extras ?? []).flatMap((other) => wantedOf(other, [...above, extra.name]));
    });
  };
  return extras.map((each) => ({ ...each, wanted: wantedOf(each.name, []) }));
}
