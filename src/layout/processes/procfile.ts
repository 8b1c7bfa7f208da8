import type { Origin } from '../../values/fact.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { folderOf, join, upFrom } from '../paths.ts';

/** A line of a Procfile: https://devcenter.heroku.com/articles/procfile#procfile-format. */
export interface ProcfileLine {
  readonly name: string;
  readonly command: string;
  readonly origin: Exclude<Origin, string>;
}

/** The lines of the Procfile nearest to manage.py, beside it or above, and its folder below root. */
export function readProcfile(
  files: Pick<ProjectFiles, 'readText'>,
  projectDir: string,
): { readonly folder: string; readonly lines: readonly ProcfileLine[] } | undefined {
  for (const folder of upFrom(projectDir)) {
    const file = join(folder, 'Procfile');
    const text = file === undefined ? undefined : files.readText(file);
    if (file !== undefined && text !== undefined) return { folder: folderOf(file), lines: linesOf(file, text) };
  }
  return undefined;
}

function linesOf(file: string, text: string): ProcfileLine[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, name, command] = /^\s*([\w-]+)\s*:\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || command === undefined) return [];
    return [{ name, command, origin: { file, line: index + 1 } }];
  });
}
