import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import dockerignore from '@balena/dockerignore';
import type { ProjectFile, ProjectFiles } from '../values/project-files.ts';
import { leftOutBy } from './left-out.ts';

/** What of the project goes into the image, and what does not, by which rule. */
export interface ChosenFiles {
  readonly taken: readonly ProjectFile[];
  readonly leftOut: readonly { readonly path: string; readonly rule: string }[];
}

/**
 * Applies our own rules and the project's .dockerignore. A folder that is left out by a rule of ours, and a virtual
 * environment, is named once. `needed` are paths that a .dockerignore cannot take away: without manage.py there is
 * nothing to run.
 */
export function chooseFiles(files: ProjectFiles, needed: readonly string[]): ChosenFiles {
  const ignored = dockerignoreOf(files);
  const taken: ProjectFile[] = [];
  const leftOut: { path: string; rule: string }[] = [];
  const closed = new Set<string>();
  for (const file of files.list) {
    const folder = posix.dirname(file.path);
    if (closed.has(folder)) {
      if (file.kind === 'directory') closed.add(file.path);
      continue;
    }
    const rule = leftOutBy(file) ?? virtualEnvironment(file, files) ?? outOfTheTree(file);
    if (rule !== undefined) {
      leftOut.push({ path: file.path, rule });
      if (file.kind === 'directory') closed.add(file.path);
    } else if (!needed.includes(file.path) && ignored(file)) {
      leftOut.push({ path: file.path, rule: '.dockerignore' });
    } else {
      taken.push(file);
    }
  }
  return { taken: withFolders(taken, files), leftOut: withoutNested(leftOut, taken) };
}

function dockerignoreOf(files: ProjectFiles): (file: ProjectFile) => boolean {
  const text = files.readText('.dockerignore');
  if (text === undefined) return () => false;
  const rules = dockerignore.default().add(text);
  return ({ path }) => rules.ignores(path);
}

/** The listing leaves virtual environments closed, whatever their name: such a folder seems to be empty. */
function virtualEnvironment({ path, kind }: ProjectFile, files: ProjectFiles): string | undefined {
  const isOne = kind === 'directory' && existsSync(join(files.root, path, 'pyvenv.cfg'));
  return isOne ? 'virtual environment' : undefined;
}

/** A link that leaves the project points to nothing in the image, or to a file of the image that is none of its business. */
function outOfTheTree({ path, kind, target = '' }: ProjectFile): string | undefined {
  if (kind !== 'symlink') return undefined;
  const leaves = posix.isAbsolute(target) || posix.join(posix.dirname(path), target).split('/')[0] === '..';
  return leaves ? `link out of the project, to ${target}` : undefined;
}

/** A file that .dockerignore takes back in brings its folders. */
function withFolders(taken: readonly ProjectFile[], files: ProjectFiles): readonly ProjectFile[] {
  const wanted = new Set(taken.map(({ path }) => path));
  for (const { path } of taken) {
    for (let folder = posix.dirname(path); folder !== '.' && !wanted.has(folder); folder = posix.dirname(folder)) {
      wanted.add(folder);
    }
  }
  return files.list.filter(({ path }) => wanted.has(path));
}

/** Of a folder that is left out whole, the folder alone is worth a line. */
function withoutNested(
  leftOut: readonly { readonly path: string; readonly rule: string }[],
  taken: readonly ProjectFile[],
): ChosenFiles['leftOut'] {
  const kept = new Set(taken.map(({ path }) => path));
  const out = new Set(leftOut.map(({ path }) => path));
  return leftOut.filter(({ path }) => !kept.has(path) && !out.has(posix.dirname(path)));
}
