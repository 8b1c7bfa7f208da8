import type { ProjectFiles } from '../../values/project-files.ts';
import { isManifestName } from '../manifest-names.ts';
import { folderOf, nameOf, upFrom } from '../paths.ts';
import { requirementsCandidate, type Candidate } from './candidates.ts';
import { isLeftOut } from './requirements-files.ts';
import { requirementsLines } from './requirements-lines.ts';

const LONGEST = 50_000;

/**
 * Lists of requirements under names of the project's own (`pip-app.txt`, `packages.txt`), beside manage.py or above it:
 * text files in which each line asks pip for something, Django among it. The nearest folder's, the plainest name first.
 */
export function unusualLists(files: ProjectFiles, projectDir: string): Candidate[] {
  const all = files.list
    .filter(({ path, kind }) => /^(file|symlink)$/.test(kind) && /\.(txt|pip|list|lst)$/.test(path))
    .filter(({ path }) => !isManifestName(nameOf(path)))
    .map(({ path }) => path);
  for (const folder of upFrom(projectDir)) {
    const found = all.filter((path) => folderOf(path) === folder && !isLeftOut(nameOf(path)) && isList(files, path));
    const sorted = found.toSorted((a, b) => stemOf(a).length - stemOf(b).length);
    if (sorted.length > 0) return sorted.map((path) => requirementsCandidate(files, path, 0));
  }
  return [];
}

/** `pip-app.txt` beside `pip-app-django32.txt`: the shorter name means the plain one. */
export function plainOf(candidates: readonly Candidate[]): Candidate | undefined {
  const [first, ...others] = candidates;
  const stem = first === undefined ? '' : stemOf(first.file);
  return others.every(({ file }) => stemOf(file).startsWith(stem) && /^[-_.]/.test(stemOf(file).slice(stem.length)))
    ? first
    : undefined;
}

function stemOf(path: string): string {
  return nameOf(path).replace(/\.\w+$/, '');
}

function isList(files: ProjectFiles, path: string): boolean {
  const text = files.readText(path) ?? '';
  if (text.length > LONGEST || !/^\s*django\s*($|[[=<>~!;#])/im.test(text)) return false;
  return requirementsLines(text).every(({ kind }) => kind !== 'folder');
}
