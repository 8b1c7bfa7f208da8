import { place } from '../../values/place.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import type { Candidate } from './candidates.ts';
import { installWitness } from './install-witness.ts';
import { isPartOf } from './passed-over.ts';

/** A candidate that the project installs itself, and the file that says so. */
interface Witnessed {
  readonly candidate: Candidate;
  readonly file: string;
  readonly why: string;
}

/** The one of several that the project installs itself, by whatever says so, or by a Dockerfile alone. */
export function witnessedOf(
  files: ProjectFiles,
  candidates: readonly Candidate[],
  byDockerfile = false,
): Witnessed | undefined {
  const witness = witnessAmong(files, candidates, byDockerfile);
  const candidate = candidates.find(({ file }) => file === witness?.file);
  if (witness === undefined || candidate === undefined) return undefined;
  const { origin } = witness;
  const file = typeof origin === 'object' && 'file' in origin ? origin.file : '';
  return { candidate, file, why: `${place(origin)} installs from it` };
}

/** What a list includes is copied together with it: where several are named, those that no other includes count. */
function witnessAmong(files: ProjectFiles, candidates: readonly Candidate[], byDockerfile: boolean) {
  const among = (some: readonly Candidate[]) =>
    installWitness(
      files,
      some.map(({ file }) => file),
      byDockerfile,
    );
  const whole = (): readonly Candidate[] =>
    candidates.filter((each) => !candidates.some((other) => other !== each && isPartOf(each, other)));
  return among(candidates) ?? among(whole());
}

/** Whether the file is a Dockerfile beside manage.py or above it, or one that its folder says is for production. */
export function isOwnDockerfile(file: string, projectDir: string): boolean {
  if (!/dockerfile|containerfile/i.test(nameOf(file))) return false;
  return upFrom(projectDir).includes(folderOf(file)) || /(^|\/)(prod|production)\//i.test(file);
}
