import { posix } from 'node:path';
import type { Fact } from '../../values/fact.ts';
import { PROJECT_IN_IMAGE } from '../../values/image-paths.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { readProcfile } from './procfile.ts';
import { forImage } from './release-line.ts';
import { sortLines, type SortedLines } from './sort-lines.ts';

/** What a Procfile says, sorted. */
export interface SortedProcfile extends SortedLines {
  /** Lines for a shell that a release runs. */
  readonly release: readonly Fact<string>[];
}

/** The lines of the project's Procfile: processes, what a release runs, and what is passed over. */
export function fromProcfile(files: ProjectFiles, projectDir: string): SortedProcfile {
  const procfile = readProcfile(files, projectDir);
  if (procfile === undefined) return { processes: [], release: [], considered: [] };
  // Lines run where the Procfile lies; what we run by ourselves starts beside manage.py.
  const at = procfile.folder === projectDir ? undefined : posix.join(PROJECT_IN_IMAGE, procfile.folder);
  const isRelease = ({ name }: { readonly name: string }): boolean => /^(release|postdeploy)$/.test(name);
  const release = procfile.lines.filter(isRelease).map(({ command, origin }): Fact<string> => {
    const line = forImage(command, at, projectDir);
    return { value: at === undefined ? line : `cd ${at} && ${line}`, origin };
  });
  const lines = procfile.lines.filter((line) => !isRelease(line));
  return { release, ...sortLines(files, lines, procfile.folder, at, projectDir) };
}
