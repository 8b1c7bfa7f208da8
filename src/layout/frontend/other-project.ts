import { folderOf, join, nameOf, upFrom } from '../paths.ts';
import { placeOfString } from '../place-of-string.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import type { PythonSource } from '../python-source.ts';

/** The project that is deployed, by its folder and the files of its settings. */
interface Project {
  readonly files: ProjectFiles;
  readonly projectDir: string;
  readonly sources: readonly PythonSource[];
}

/**
 * Whether a folder lies in that of another manage.py, so that what is written there is none of this project's: not where that
 * one lies in a package of this, or holds an app that these settings name.
 */
export function isOfAnother({ files, projectDir, sources }: Project, folder: string): boolean {
  const isThere = (path: string | undefined): boolean => path !== undefined && files.entry(path) !== undefined;
  const other = upFrom(folder).find((each) => isThere(join(each, 'manage.py')));
  if (other === undefined || other === projectDir || isThere(join(other, '__init__.py'))) return false;
  const top = upFrom(folder).find((each) => each !== other && folderOf(each) === other);
  const name = nameOf(top ?? '');
  if (!/^\w+$/.test(name) || isThere(join(projectDir, name))) return true;
  return placeOfString(sources, new RegExp(`^${name}(\\.|$)`)) === undefined;
}
