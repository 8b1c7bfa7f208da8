import type { ProjectFile, ProjectFiles } from '../values/project-files.ts';

/** Most of a tree is code, a text for people or something to be shown, and none of that is a manifest or a file of a deployment. */
const CODE =
  /\.(py|html?|jinja2?|css|s[ac]ss|less|[cm]?[jt]sx?|vue|map|md|rst|po|mo|svg|png|jpe?g|gif|ico|webp|pdf|woff2?|[ot]tf|eot)$/;

interface Kinds {
  readonly python: readonly ProjectFile[];
  readonly besideCode: readonly ProjectFile[];
}

const known = new WeakMap<ProjectFiles, Kinds>();

/** Python files and links that are called so, in the order of the list. */
export function pythonFiles(files: ProjectFiles): readonly ProjectFile[] {
  return kindsOf(files).python;
}

/**
 * Files and links, in the order of the list, that are no code, setup.py excepted: manifests, Dockerfiles, configuration. A
 * dozen questions are about them, and each would go through the whole tree.
 */
export function filesBesideCode(files: ProjectFiles): readonly ProjectFile[] {
  return kindsOf(files).besideCode;
}

function kindsOf(files: ProjectFiles): Kinds {
  const before = known.get(files);
  if (before !== undefined) return before;
  const kinds: { [kind in keyof Kinds]: ProjectFile[] } = { python: [], besideCode: [] };
  for (const file of files.list) {
    const { path, kind } = file;
    if (kind === 'directory' || kind === 'other') continue;
    if (path.endsWith('.py')) kinds.python.push(file);
    if (!CODE.test(path) || path.endsWith('setup.py')) kinds.besideCode.push(file);
  }
  known.set(files, kinds);
  return kinds;
}
