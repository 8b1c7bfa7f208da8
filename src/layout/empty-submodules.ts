import type { ProjectFiles } from '../values/project-files.ts';
import { isNeverProject } from './never-project.ts';
import { join, upFrom } from './paths.ts';
import { sideOf } from './side-folders.ts';

/** Submodules that the site may need, rarely those of tests, examples and documentation; of vendored code all of them. */
const isMeant = (name: string): boolean => /^(undefined|vendored code)$/.test(String(sideOf(name)));

/**
 * Folders of git submodules in which there is nothing: of a clone without `--recurse-submodules`, or of an archive, which
 * never has them.
 */
export function emptySubmodules(files: ProjectFiles): readonly string[] {
  const text = files.readText('.gitmodules') ?? '';
  const paths = [...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*"?([^"\n\r]+?)"?[ \t]*$/gm)].flatMap(
    ([, path = '']) => join(path) ?? [],
  );
  return [...new Set(paths)].filter((path) => isEmpty(files, path) && path.split('/').every(isMeant)).toSorted();
}

function isEmpty(files: ProjectFiles, path: string): boolean {
  const isOpen = upFrom(path).every((each) => {
    const found = files.entry(each);
    const isClosed = found?.isUnreadable === true || found?.isVirtualEnvironment === true;
    return each === '.' || found === undefined || (found.kind === 'directory' && !isClosed);
  });
  const isListed = path.split('/').every((name) => !isNeverProject(name));
  return isOpen && isListed && !files.list.some((each) => each.path.startsWith(`${path}/`));
}
