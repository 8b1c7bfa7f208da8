import type { Problem } from '../../problems.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { askedGroups } from './asked-groups.ts';
import { candidatesIn, type Candidate } from './candidates.ts';
import type { ChosenDependencies } from './chosen-dependencies.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { candidatesElsewhere } from './elsewhere.ts';
import type { FoundDependencies, Guess } from './found-dependencies.ts';
import { foundAmong, foundFrom } from './found-from.ts';
import { fromOption } from './from-option.ts';
import { ownInstall } from './own-groups.ts';
import { fullerForProduction } from './fuller-for-production.ts';
import { installedTogether } from './installed-together.ts';
import { isPartOf, passedOver, RULE } from './passed-over.ts';
import { parseRequirement } from './requirement.ts';
import { requirementsAbove } from './requirements-above.ts';
import { plainOf, unusualLists } from './unusual-lists.ts';
import { withGroups } from './with-groups.ts';
import { installedWith, isOwnDockerfile, witnessedOf } from './witnessed.ts';

const noGuess: Guess = { requirements: [], unknown: [] };

/**
 * What to install, and from where. The one rule for several manifests: the nearest folder that brings Django, from
 * manage.py's up to the root; in it lock files (uv, Poetry, PDM, Pipenv, pylock.toml) before requirements files
 * (requirements.txt, then one for production, then one for all) before what is not locked. When nothing beside or above
 * manage.py brings Django, the only folder elsewhere that does. What stays ambiguous is asked.
 * @param guess what the code imports, as requirements: only called when there is no manifest
 */
export function findDependencies(
  files: ProjectFiles,
  projectDir: string,
  chosen: ChosenDependencies = {},
  guess: () => Guess = () => noGuess,
): FoundDependencies {
  const { names, only } = ownInstall(files, projectDir);
  const asked = { ...askedGroups(chosen), own: names, ...(only !== undefined && { ownOnly: only }) };
  const above = upFrom(projectDir).map((folder) => candidatesIn(files, folder, projectDir, asked));
  const found =
    chosen.dependencies === undefined
      ? byRule(files, projectDir, chosen, above, guess)
      : fromOption(files, chosen.dependencies, projectDir, asked);
  return withGroups(found, asked, above.flat());
}

function byRule(
  files: ProjectFiles,
  projectDir: string,
  chosen: ChosenDependencies,
  above: readonly (readonly Candidate[])[],
  guess: () => Guess,
): FoundDependencies {
  const { wide = true } = chosen;
  const allElsewhere = () => (wide ? candidatesElsewhere(files, projectDir, askedGroups(chosen)) : []);
  const nearest = above.find((folder) => folder.some((each) => each.bringsDjango()));
  if (nearest !== undefined) {
    const installed = installedWith(files, projectDir, allElsewhere);
    const farther = requirementsAbove(files, nearest, [...above, installed], projectDir, guess);
    return farther.instead ?? farther.beside(choose(files, workspaceOf(nearest, above), projectDir));
  }
  const elsewhere = allElsewhere();
  const [first] = elsewhere;
  if (first !== undefined && new Set(elsewhere.map(folderFor)).size === 1) {
    const why = 'the only manifest that brings Django: none beside or above manage.py does';
    return choose(files, elsewhere, projectDir, why);
  }
  const witnessed = witnessedOf(files, elsewhere);
  if (witnessed !== undefined) return foundFrom(files, witnessed.candidate, { why: witnessed.why });
  const broken = above.flat().find((each) => each.read().fatal !== undefined);
  if (broken !== undefined) return foundFrom(files, broken, {});
  const unusual = elsewhere.length === 0 && wide ? unusualLists(files, projectDir) : [];
  if (unusual.length > 0) return chooseUnusual(files, unusual);
  return none(projectDir, above.flat(), elsewhere, chosen, wide ? guess() : noGuess);
}

/** Of lists under names of the project's own: what its Dockerfile installs, or the plainest name. */
function chooseUnusual(files: ProjectFiles, lists: readonly Candidate[]): FoundDependencies {
  const said = 'it lists requirements, and no manifest of a usual name brings Django';
  const witnessed = lists.length > 1 ? witnessedOf(files, lists) : undefined;
  const meant = witnessed?.candidate ?? plainOf(lists);
  const [first] = lists;
  const chosen = meant ?? first;
  if (chosen === undefined) throw new RangeError('there are no lists');
  const others = lists.filter((each) => each !== chosen);
  const considered = others.map((each) => passedOver(each, chosen));
  const found = foundFrom(files, chosen, { why: witnessed?.why ?? said, considered });
  if (meant !== undefined) return found;
  return { ...found, fatal: { code: 'dependencies-several', candidates: lists.map(({ file }) => file) } };
}

/** A member of a workspace is installed from the lock file above it. */
function workspaceOf(nearest: readonly Candidate[], above: readonly (readonly Candidate[])[]): readonly Candidate[] {
  const [first] = nearest.filter((each) => each.bringsDjango());
  if (first?.kind !== 'manifest') return nearest;
  const lock = above
    .flat()
    .find(
      (each) => each.manager === 'uv' && each.kind === 'lock' && each.read().dependencies?.files.includes(first.file),
    );
  return lock === undefined ? nearest : [lock];
}

/** `requirements/base.txt` speaks for the folder above. */
function folderFor({ kind, file }: Candidate): string {
  const folder = folderOf(file);
  return kind === 'requirements' && /^req/i.test(nameOf(folder)) ? folderOf(folder) : folder;
}

/** The first by the rule; two that are equally likely are asked for. */
function choose(
  files: ProjectFiles,
  candidates: readonly Candidate[],
  projectDir: string,
  why?: string,
): FoundDependencies {
  const useful = candidates.filter((each) => each.bringsDjango());
  const meant = condaMeant(files, useful);
  if (meant !== undefined) return meant;
  const [first] = useful;
  if (first === undefined) return none(projectDir, candidates, [], {}, noGuess);
  const instead = installedInstead(files, candidates, useful, projectDir);
  if (instead !== undefined) return instead;
  const fuller = fullerForProduction(files, first, useful);
  const others = useful.filter((each) => each !== first && !isPartOf(each, first));
  const equal = others.filter(
    (each) => each.kind === first.kind && each.rank === first.rank && first.kind === 'requirements',
  );
  const installs = others.length > 0 ? installedBy(files, useful, projectDir, first) : undefined;
  if (fuller !== undefined && installs === undefined) return foundAmong(files, useful, fuller);
  const reason = why ?? installs ?? (others.length > 0 ? RULE : undefined);
  const found = foundFrom(files, first, {
    ...(reason !== undefined && { why: reason }),
    considered: others.map((each) => passedOver(each, first)),
    others: (installs === undefined ? others : [])
      .filter(
        (each) => !(isPip(each) && isPip(first)) && !others.some((other) => other !== each && isPartOf(each, other)),
      )
      .map(({ file }) => file),
  });
  if (equal.length === 0) return found;
  const witnessed = witnessedOf(files, [first, ...equal]);
  if (witnessed !== undefined) return foundFrom(files, witnessed.candidate, { why: witnessed.why });
  return { ...found, fatal: { code: 'dependencies-several', candidates: [first, ...equal].map(({ file }) => file) } };
}

/**
 * Of several requirements files the one that the project's own Dockerfile installs, beside manage.py or above it, goes before names; all
 * of them where it installs one beside the other.
 */
function installedInstead(
  files: ProjectFiles,
  candidates: readonly Candidate[],
  useful: readonly Candidate[],
  projectDir: string,
): FoundDependencies | undefined {
  const [first] = useful;
  if (first?.kind !== 'requirements') return undefined;
  const together = installedTogether(files, candidates, projectDir);
  if (together !== undefined) return foundAmong(files, candidates, together);
  if (useful.length < 2) return undefined;
  const lists = useful.filter(({ kind }) => kind === 'requirements');
  const witnessed = witnessedOf(files, lists, true);
  if (witnessed === undefined || !isOwnDockerfile(files, witnessed.file, projectDir)) return undefined;
  if (namesOf(witnessed.candidate) === namesOf(first)) return undefined;
  return foundAmong(files, useful, witnessed);
}

/** That the project's own Dockerfile installs these requirements, and nothing else: then there is nothing to choose. */
function installedBy(
  files: ProjectFiles,
  useful: readonly Candidate[],
  projectDir: string,
  first: Candidate,
): string | undefined {
  const witnessed = first.kind === 'requirements' ? witnessedOf(files, useful, true) : undefined;
  const isOwn = witnessed?.candidate === first && isOwnDockerfile(files, witnessed.file, projectDir);
  return isOwn ? witnessed.why : undefined;
}

/** A project that makes its own image with conda keeps what it needs in conda's file; a requirements.txt beside is what is left of others. */
function condaMeant(files: ProjectFiles, useful: readonly Candidate[]): FoundDependencies | undefined {
  const conda = useful.find(({ manager }) => manager === 'conda');
  if (conda === undefined || useful.length < 2 || useful.some(({ kind }) => kind === 'lock')) return undefined;
  const witnessed = witnessedOf(files, useful);
  if (witnessed?.candidate !== conda) return undefined;
  const { why } = witnessed;
  const others = useful.filter((each) => each !== conda);
  const considered = others.map((each) => ({ ...passedOver(each, conda), why }));
  return foundFrom(files, conda, { why, considered, others: others.map(({ file }) => file) });
}

/** The packages that a candidate names: a requirements.txt may do no more than name another file. */
function namesOf(candidate: Candidate): string {
  return (candidate.read().dependencies?.requirements ?? []).map(({ name }) => name).join();
}

function isPip({ manager }: Candidate): boolean {
  return manager === 'pip';
}

function none(
  projectDir: string,
  withoutDjango: readonly Candidate[],
  elsewhere: readonly Candidate[],
  chosen: ChosenDependencies,
  { requirements: guessed, unknown }: Guess,
): FoundDependencies {
  const why = 'no manifest brings Django: this is what the code imports';
  const requirements = guessed.flatMap((text) => parseRequirement(text) ?? []);
  const value = dependenciesWith({ manager: 'none', files: [], guessed, requirements });
  const dependencies = { value, origin: 'default' as const, ...(guessed.length > 0 ? { why } : {}) };
  const considered = withoutDjango.map(({ manager, file }) => ({
    fact: 'dependencies',
    value: `${manager} ${file}`,
    origin: { file },
    why: 'it does not name Django',
  }));
  if (chosen.installGuessed === true && guessed.length > 0) {
    const problems: Problem[] = unknown.length > 0 ? [{ code: 'dependencies-not-guessed', modules: unknown }] : [];
    return { dependencies, problems, considered };
  }
  const fatal: Problem = {
    code: 'dependencies-missing',
    folders: upFrom(projectDir).map((folder) => (folder === '.' ? 'the root' : folder)),
    withoutDjango: withoutDjango.map(({ file }) => file),
    elsewhere: elsewhere.map(({ file }) => file),
    guessed,
    unknown,
  };
  return { dependencies, problems: [], considered, fatal };
}
