import type { Problem } from '../../problems.ts';
import type { Considered } from '../../values/considered.ts';
import type { Origin } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import type { Candidate } from './candidates.ts';
import { condaOnly } from './conda.ts';
import { dependenciesWith } from './dependencies-with.ts';
import type { FoundDependencies } from './found-dependencies.ts';
import { linesWithSecret } from './index-url.ts';
import { otherSystemsNote } from './other-systems.ts';
import { isPartOf, passedOver } from './passed-over.ts';

/** What choosing a candidate came with. */
interface Findings {
  readonly origin?: Origin;
  readonly why?: string;
  readonly considered?: readonly Considered[];
  readonly others?: readonly string[];
}

/** What is installed when a candidate is chosen, with what is worth knowing about it. */
export function foundFrom(files: ProjectFiles, chosen: Candidate, findings: Findings): FoundDependencies {
  const { manager, file } = chosen;
  const { dependencies, fatal } = chosen.read();
  const { origin = { file }, why, considered = [], others = [] } = findings;
  const value = dependencies ?? dependenciesWith({ manager, files: [file] });
  const problems: Problem[] = [
    ...(others.length > 0 ? [{ code: 'dependencies-others' as const, chosen: file, others }] : []),
    ...value.files.flatMap((each) => secretsIn(files, each)),
    ...otherSystemsNote(files, value),
    ...(manager === 'conda' ? condaNote(files, file) : []),
  ];
  return {
    dependencies: { value, origin, ...(why === undefined ? {} : { why }) },
    problems,
    considered,
    ...(fatal === undefined ? {} : { fatal }),
  };
}

/** One of several, and the others passed over. */
export function foundAmong(
  files: ProjectFiles,
  all: readonly Candidate[],
  { candidate, why, parts = [candidate] }: { candidate: Candidate; why: string; parts?: readonly Candidate[] },
): FoundDependencies {
  const others = all.filter((each) => !parts.includes(each) && !isPartOf(each, candidate));
  return foundFrom(files, candidate, {
    why,
    considered: others.map((each) => passedOver(each, candidate)),
    others: others.filter((each) => each.manager !== 'pip').map(({ file }) => file),
  });
}

/** What conda brings besides Python packages, by its name there. */
function condaNote(files: ProjectFiles, file: string): Problem[] {
  const packages = condaOnly(files.readText(file) ?? '');
  return packages.length === 0 ? [] : [{ code: 'conda-packages-left', file, packages }];
}

function secretsIn(files: ProjectFiles, file: string): Problem[] {
  return linesWithSecret(files.readText(file) ?? '').map((line) => ({ code: 'requirements-hold-secret', file, line }));
}
