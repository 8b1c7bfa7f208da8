import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { processName } from './process-name.ts';
import type { ProcfileLine } from './procfile.ts';
import { programLacking } from './program-lacking.ts';
import { forImage } from './release-line.ts';
import { runsOnce } from './runs-once.ts';
import { shellCommand } from './shell-line.ts';
import { folderInImage } from './where-lines-run.ts';

/** Lines of a file, those that stay as processes and the others with the reason. */
export interface SortedLines {
  readonly processes: readonly Fact<ProcessType>[];
  readonly considered: readonly Considered[];
}

/** Programs of a developer's machine, and what only watches files: a Procfile is used for both. */
const onlyHere =
  /(^|\s|\/)(npm|npx|yarn|pnpm|bun|node|make|docker|docker-compose|webpack|vite|sass|tailwindcss|redis-server|postgres|mailhog|mailpit|ngrok|stripe|livereload|watchmedo|watchfiles)(\s|$)|manage\.py\s+(runserver|runserver_plus|tailwind|livereload)\b/;

/** A server at the port that requests come to, which there is but one of, whatever a platform wants it to be called. */
const listens = /(^|\s|\/)(gunicorn|uvicorn|daphne|hypercorn|granian|waitress-serve|uwsgi)\s.*\$\{?PORT\b/;

/**
 * Which lines are processes that stay.
 * @param from the folder below root where they run
 * @param projectDir the folder of manage.py below root
 */
export function sortLines(
  files: ProjectFiles,
  lines: readonly ProcfileLine[],
  from: string,
  projectDir: string,
): SortedLines {
  const processes: Fact<ProcessType>[] = [];
  const considered: Considered[] = [];
  const folder = folderInImage(from, projectDir);
  for (const line of lines) {
    const why = reasonAgainst(line) ?? runsOnce(files, line, folder) ?? reasonByProgram(files, from, line);
    const name = processName(line.name);
    if (why === undefined && name !== undefined) {
      const command = shellCommand(forImage(line.command, folder, projectDir), folder);
      processes.push({ value: { name, command }, origin: line.origin });
    } else {
      const value = `${line.name}: ${line.command}`;
      considered.push({ fact: 'processes', value, origin: line.origin, why: why ?? 'no name' });
    }
  }
  return { processes, considered };
}

function reasonAgainst({ name, command }: ProcfileLine): string | undefined {
  if (name === 'web' || listens.test(command))
    return 'simple-deploy starts the server itself; --process "web=…" takes a line of your own';
  const [, , program] = onlyHere.exec(command) ?? [];
  if (program !== undefined) return `${program} is a tool of development`;
  return onlyHere.test(command) ? 'it is a command of development' : undefined;
}

function reasonByProgram(files: ProjectFiles, folder: string, { command }: ProcfileLine): string | undefined {
  const program = programLacking(files, folder, command);
  return program === undefined ? undefined : `${program} is not in the project`;
}
