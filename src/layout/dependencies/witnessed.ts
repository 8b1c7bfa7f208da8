import { place } from '../../values/place.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { instructions } from '../dockerfile-instructions.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { folderOf, join, nameOf, upFrom } from '../paths.ts';
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

/** Whether the file is a Dockerfile beside manage.py or above it, one that its folder says is for production, or one that takes the folder of manage.py into its image. */
export function isOwnDockerfile(files: ProjectFiles, file: string, projectDir: string): boolean {
  if (!/dockerfile|containerfile/i.test(nameOf(file))) return false;
  if (upFrom(projectDir).includes(folderOf(file)) || /(^|\/)(prod|production)\//i.test(file)) return true;
  return takesProject(files, file, projectDir);
}

/**
 * Requirements of another branch (`docker/requirements.txt`) that a Dockerfile installs which takes the folder of manage.py
 * into its image. They are looked for where such a file is, as reading all manifests of a large repository takes long.
 */
export function installedWith(
  files: ProjectFiles,
  projectDir: string,
  elsewhere: () => readonly Candidate[],
): Candidate[] {
  const isThere = filesBesideCode(files)
    .filter(({ path, kind }) => kind === 'file' && isDockerfile(path))
    .some(({ path }) => takesProject(files, path, projectDir));
  if (!isThere) return [];
  const lists = elsewhere().filter(({ kind }) => kind === 'requirements');
  const witnessed = lists.length === 0 ? undefined : witnessedOf(files, lists, true);
  return witnessed !== undefined && isOwnDockerfile(files, witnessed.file, projectDir) ? [witnessed.candidate] : [];
}

/** `ADD site /srv/site`, written from the root, or from a folder around the Dockerfile. */
function takesProject(files: ProjectFiles, file: string, projectDir: string): boolean {
  if (projectDir === '.') return false;
  const contexts = upFrom(folderOf(file));
  return instructions(files.readText(file) ?? '')
    .filter(({ name }) => name === 'COPY' || name === 'ADD')
    .flatMap(({ text: copy }) => copy.split(/[\s"',[\]]+/).slice(0, -1))
    .map((source) => source.replace(/^\/+/, ''))
    .filter((source) => !/^(\.\/?)?$/.test(source))
    .some((source) => contexts.some((context) => join(context, source) === projectDir));
}
