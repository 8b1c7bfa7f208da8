import type { ProjectFiles } from '../../values/project-files.ts';
import type { Candidate } from './candidates.ts';
import type { FoundDependencies, Guess } from './found-dependencies.ts';
import { foundFrom } from './found-from.ts';
import { isPartOf, passedOver } from './passed-over.ts';
import { parseRequirement } from './requirement.ts';
import { isOwnDockerfile, witnessedOf } from './witnessed.ts';

/** What requirements files in folders above the nearest that has any are good for. */
export interface RequirementsAbove {
  /** They are meant in place of the nearest. */
  readonly instead?: FoundDependencies;
  /** What was chosen, with a word of them. */
  readonly beside: (found: FoundDependencies) => FoundDependencies;
}

const nothing: RequirementsAbove = { beside: (found) => found };

/**
 * Requirements beside manage.py may be what is left of older times. Those of a folder above are meant where the project's
 * own Dockerfile installs them and none installs the nearer ones; or, where nothing
 * installs either, when they hold all of the nearer ones, with the same Django, and more that the code imports.
 */
export function requirementsAbove(
  files: ProjectFiles,
  nearest: readonly Candidate[],
  above: readonly (readonly Candidate[])[],
  projectDir: string,
  guess: () => Guess,
): RequirementsAbove {
  const useful = nearest.filter((each) => each.bringsDjango());
  const [first] = useful;
  if (first === undefined || !useful.every(({ kind }) => kind === 'requirements')) return nothing;
  const farther = above
    .slice(above.indexOf(nearest) + 1)
    .flat()
    .filter(
      (each) => each.kind === 'requirements' && !useful.some((near) => near.file === each.file || isPartOf(near, each)),
    )
    .filter((each) => each.bringsDjango() && !isPartOf(each, first));
  if (farther.length === 0) return nothing;
  const witnessed = witnessedOf(files, [...useful, ...farther]);
  if (witnessed !== undefined && useful.includes(witnessed.candidate)) return nothing;
  const byImage = witnessed !== undefined && isOwnDockerfile(files, witnessed.file, projectDir) ? witnessed : undefined;
  const meant: Meant | undefined = witnessed === undefined ? fuller(first, farther, guess) : byImage;
  if (meant === undefined) return { beside: (found) => withOthers(found, first, farther) };
  const { candidate, why, whyNot = why } = meant;
  const considered = useful.map((each) => ({ ...passedOver(each, candidate), why: whyNot }));
  return {
    ...nothing,
    instead: foundFrom(files, candidate, { why, considered, others: useful.map(({ file }) => file) }),
  };
}

interface Meant {
  readonly candidate: Candidate;
  readonly why: string;
  /** Said of the others. */
  readonly whyNot?: string;
}

/** The same list in a later state: what the nearer one lacks, the code imports. */
function fuller(near: Candidate, farther: readonly Candidate[], guess: () => Guess): Meant | undefined {
  const own = versionsOf(near);
  const candidate = farther.find((each) => {
    const names = versionsOf(each);
    return names.get('django') === own.get('django') && [...own.keys()].every((name) => names.has(name));
  });
  if (candidate === undefined) return undefined;
  const names = versionsOf(candidate);
  const imported = guess().requirements.flatMap((text) => parseRequirement(text)?.name ?? []);
  const lacking = imported.filter((name) => names.has(name) && !own.has(name));
  if (lacking.length === 0) return undefined;
  const more = `${lacking.join(', ')}, which the code imports`;
  return {
    candidate,
    why: `it has all of ${near.file}, and ${more}`,
    whyNot: `${candidate.file} has all of it, and ${more}`,
  };
}

function versionsOf(candidate: Candidate): ReadonlyMap<string, string> {
  const requirements = candidate.read().dependencies?.requirements ?? [];
  return new Map(requirements.map(({ name, version, specifier }) => [name, version ?? specifier ?? '']));
}

function withOthers(found: FoundDependencies, near: Candidate, farther: readonly Candidate[]): FoundDependencies {
  if (found.fatal !== undefined) return found;
  const why = `${near.file} is nearer to manage.py`;
  return {
    ...found,
    considered: [...found.considered, ...farther.map((each) => ({ ...passedOver(each, near), why }))],
    problems: [
      { code: 'dependencies-others', chosen: near.file, others: farther.map(({ file }) => file) },
      ...found.problems,
    ],
  };
}
