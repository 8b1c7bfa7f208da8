import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join } from '../paths.ts';
import { requirementsLines } from './requirements-lines.ts';
import type { Wanted } from './wanted.ts';

/** What requirements files name, with what they include; a file that is not there names nothing. */
export function wantedFromFiles(
  files: ProjectFiles,
  folder: string,
  names: readonly string[],
  above: readonly string[] = [],
): Wanted[] {
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (path === undefined || above.includes(path)) return [];
    return requirementsLines(files.readText(path) ?? '').flatMap((each) => {
      if (each.kind === 'requirement') return [each.wanted];
      return each.kind === 'include' ? wantedFromFiles(files, folderOf(path), [each.name], [...above, path]) : [];
    });
  });
}
