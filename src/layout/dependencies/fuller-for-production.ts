import { nameOf } from '../paths.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import type { Candidate } from './candidates.ts';
import { isForProduction } from './production-groups.ts';
import { requirementsLines } from './requirements-lines.ts';

/**
 * The list named for production that takes in all that a requirements file names, where that one has no requirement of its
 * own (`-r requirements/base.txt`, which requirements/prod.txt begins with, too).
 */
export function fullerForProduction(
  files: ProjectFiles,
  first: Candidate,
  useful: readonly Candidate[],
): { readonly candidate: Candidate; readonly why: string } | undefined {
  if (first.kind !== 'requirements' || useful.length < 2) return undefined;
  const lines = requirementsLines(files.readText(first.file) ?? '');
  if (!lines.every(({ kind }) => kind === 'include')) return undefined;
  const named = readBy(first).filter((file) => file !== first.file);
  const fuller = useful.filter(
    (each) =>
      each !== first &&
      each.kind === 'requirements' &&
      isForProduction(nameOf(each.file)) &&
      !named.includes(each.file) &&
      named.every((file) => readBy(each).includes(file)),
  );
  // Of several the one that the others add to.
  const candidate = fuller.find((each) => fuller.every((other) => readBy(other).includes(each.file)));
  if (candidate === undefined) return undefined;
  return { candidate, why: `it takes in all that ${first.file} names, and is for production` };
}

function readBy(candidate: Candidate): readonly string[] {
  return candidate.read().dependencies?.files ?? [];
}
