import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { readProcfile, type ProcfileLine } from './procfile.ts';
import { forImage, inlined, scriptForMachines } from './release-line.ts';
import { sortLines, type SortedLines } from './sort-lines.ts';
import { folderInImage, namesBeside } from './where-lines-run.ts';

/** What a Procfile says, sorted. */
export interface SortedProcfile extends SortedLines {
  /** Lines for a shell that a release runs. */
  readonly release: readonly Fact<string>[];
}

/** The lines of the project's Procfile: processes, what a release runs, and what is passed over. */
export function fromProcfile(files: ProjectFiles, projectDir: string): SortedProcfile {
  const procfile = readProcfile(files, projectDir);
  if (procfile === undefined) return { processes: [], release: [], considered: [] };
  const isRelease = ({ name }: ProcfileLine): boolean => /^(release|postdeploy)$/.test(name);
  // Lines run where the Procfile lies; what we run by ourselves starts beside manage.py.
  const { folder, lines } = procfile;
  const isBeside = ({ command }: ProcfileLine): boolean => namesBeside(files, command, folder, projectDir);
  const why = ({ command }: ProcfileLine): string | undefined => scriptForMachines(files, folder, command);
  const forRelease = lines
    .filter(isRelease)
    .map((line): ProcfileLine => ({ ...line, command: inlined(files, folder, line.command) }));
  const release = forRelease
    .filter((line) => why(line) === undefined)
    .map((line): Fact<string> => {
      const at = isBeside(line) ? undefined : folderInImage(folder, projectDir);
      const command = forImage(line.command, at, projectDir);
      return { value: at === undefined ? command : `cd ${at} && ${command}`, origin: line.origin };
    });
  const sorted = lines
    .filter((line) => !isRelease(line))
    .map((line) => sortLines(files, [line], isBeside(line) ? projectDir : folder, projectDir));
  return {
    release,
    processes: sorted.flatMap(({ processes }) => processes),
    considered: [
      ...sorted.flatMap(({ considered }) => considered),
      ...forRelease.flatMap((line): Considered[] => {
        const reason = why(line);
        const { command, origin } = line;
        return reason === undefined ? [] : [{ fact: 'releaseCommands', value: command, origin, why: reason }];
      }),
    ],
  };
}
