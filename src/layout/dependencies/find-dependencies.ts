import type { Problem } from '../../problems.ts';
import type { Fact } from '../../values/fact.ts';
import type { Dependencies } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { isManifestName } from '../manifest-names.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { dependenciesWith } from './dependencies-with.ts';
import { candidatesIn, type Candidate } from './candidates.ts';
import { bringsDjango } from './requirement.ts';
import { readRequirements } from './requirements-txt.ts';
import { readUvLock } from './uv-lock.ts';

/** What the project wants installed; `fatal` when that is known too little to install it. */
export interface FoundDependencies {
  readonly dependencies: Fact<Dependencies>;
  readonly problems: readonly Problem[];
  readonly fatal?: Problem;
}

const supported = new Set(['pip', 'pip-tools', 'uv']);

/**
 * Looks beside manage.py and in each folder above it up to the root, nearest first: the first manifest that brings
 * Django and that we can install from; else the first that brings Django; else the first of all. Requirements files
 * elsewhere (vendored code, other services) are no candidates.
 */
export function findDependencies(files: ProjectFiles, projectDir: string): FoundDependencies {
  const candidates = upFrom(projectDir).flatMap((folder) => candidatesIn(files, folder));
  const chosen = choose(candidates);
  if (chosen === undefined) return none(files, projectDir);
  const others = othersBeside(candidates, chosen);
  const problems: Problem[] =
    others.length > 0 && supported.has(chosen.manager)
      ? [{ code: 'dependencies-others', chosen: chosen.file, others }]
      : [];
  return read(files, chosen, projectDir, problems);
}

function choose(candidates: readonly Candidate[]): Candidate | undefined {
  const useful = candidates.filter((each) => each.bringsDjango);
  const readable = (each: Candidate) => supported.has(each.manager);
  return useful.find(readable) ?? useful[0] ?? candidates.find(readable) ?? candidates[0];
}

/** Other managers' files in the folder of the chosen one, which could contradict it. */
function othersBeside(candidates: readonly Candidate[], chosen: Candidate): string[] {
  const others = candidates.filter(
    (each) =>
      each.bringsDjango &&
      folderOf(each.file) === folderOf(chosen.file) &&
      !chosen.files.includes(each.file) &&
      !(isPip(each) && isPip(chosen)) &&
      !(each.file.endsWith('pyproject.toml') && chosen.manager === 'uv'),
  );
  return [...new Set(others.map((each) => each.file))];
}

function isPip({ manager }: Candidate): boolean {
  return manager === 'pip' || manager === 'pip-tools';
}

function read(
  files: ProjectFiles,
  chosen: Candidate,
  projectDir: string,
  problems: readonly Problem[],
): FoundDependencies {
  const origin = { file: chosen.file };
  if (!supported.has(chosen.manager)) {
    const { manager, file } = chosen;
    const fatal: Problem = { code: 'dependencies-not-supported', manager, file };
    return { dependencies: { value: bare(chosen), origin }, problems, fatal };
  }
  if (chosen.manager === 'uv') {
    const value = readUvLock(files, chosen.file, projectDir);
    if ('code' in value) return { dependencies: { value: bare(chosen), origin }, problems, fatal: value };
    return { dependencies: { value, origin }, problems: [...problems, ...withoutDjango(value)] };
  }
  const { missing, ...rest } = readRequirements(files, chosen.file);
  const value = dependenciesWith({ manager: chosen.manager, ...rest });
  const [first] = missing;
  return {
    dependencies: { value, origin },
    problems: [...problems, ...withoutDjango(value)],
    ...(first === undefined ? {} : { fatal: { code: 'requirements-include-missing', ...first } }),
  };
}

function withoutDjango(value: Dependencies): Problem[] {
  return bringsDjango(value.requirements) ? [] : [{ code: 'dependencies-without-django', files: value.files }];
}

function bare({ manager, files }: Candidate): Dependencies {
  return dependenciesWith({ manager, files });
}

function none(files: ProjectFiles, projectDir: string): FoundDependencies {
  const folders = upFrom(projectDir).map((folder) => (folder === '.' ? 'the root' : folder));
  const elsewhere = files.list
    .filter(
      ({ path, kind }) =>
        kind === 'file' && isManifestName(nameOf(path)) && !upFrom(projectDir).includes(folderOf(path)),
    )
    .map(({ path }) => path);
  const value = dependenciesWith({ manager: 'none', files: [] });
  return {
    dependencies: { value, origin: 'default' },
    problems: [],
    fatal: { code: 'dependencies-missing', folders, elsewhere },
  };
}
