import { compare, explain, valid } from '@renovatebot/pep440';
import { normalised } from './installed.ts';

/** A file that an index offers of a distribution. */
export interface OfferedFile {
  readonly name: string;
  readonly url: string;
  readonly isYanked: boolean;
}

/** A wheel or a source archive of some version. */
interface Archive extends OfferedFile {
  readonly version: string;
  /** The smaller, the better it stands for all of its version. */
  readonly rank: number;
}

/**
 * The file that stands for the newest version: of releases, what is not withdrawn; of files, a wheel for every machine, then
 * one for Linux, then any other, then the source.
 */
export function newestFile(files: readonly OfferedFile[], distribution: string): Archive | undefined {
  const archives = files.flatMap((file) => archiveOf(file, normalised(distribution)));
  const kept = [
    archives.filter(({ isYanked, version }) => !isYanked && explain(version)?.is_prerelease !== true),
    archives.filter(({ isYanked }) => !isYanked),
    archives,
  ].find((some) => some.length > 0);
  return kept?.toSorted((a, b) => compare(b.version, a.version) || a.rank - b.rank)[0];
}

/** https://packaging.python.org/en/latest/specifications/binary-distribution-format/#file-name-convention */
function archiveOf(file: OfferedFile, distribution: string): Archive[] {
  const [, wheel, tags] = /^[^-]+-([^-]+)(?:-\d[^-]*)?-([^-]+-[^-]+-[^-]+)\.whl$/.exec(file.name) ?? [];
  const version = wheel ?? sourceVersion(file.name, distribution);
  if (version === undefined || valid(version) === null) return [];
  if (tags === undefined) return [{ ...file, version, rank: 3 }];
  return [{ ...file, version, rank: tags.endsWith('-none-any') ? 0 : /linux.*x86_64/.test(tags) ? 1 : 2 }];
}

/** Older ones have dashes in their name as well. */
function sourceVersion(name: string, distribution: string): string | undefined {
  const stem = /^(.*)\.(?:tar\.gz|tar\.bz2|zip)$/.exec(name)?.[1];
  const dash = [...(stem ?? '')].findIndex(
    (sign, at) => sign === '-' && normalised(stem?.slice(0, at) ?? '') === distribution,
  );
  return dash === -1 ? undefined : stem?.slice(dash + 1);
}
