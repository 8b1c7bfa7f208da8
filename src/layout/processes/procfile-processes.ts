import { posix } from 'node:path';
import type { Considered } from '../../values/considered.ts';
import type { Fact } from '../../values/fact.ts';
import { PROJECT_IN_IMAGE } from '../../values/image-paths.ts';
import type { ProcessType } from '../../values/layout.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { processName } from './process-name.ts';
import { programLacking } from './program-lacking.ts';
import { readProcfile, type ProcfileLine } from './procfile.ts';
import { runsOnce } from './runs-once.ts';
import { shellCommand } from './shell-line.ts';

/** What a Procfile says, sorted. */
export interface SortedProcfile {
  readonly processes: readonly Fact<ProcessType>[];
  /** Lines for a shell that a release runs. */
  readonly release: readonly Fact<string>[];
  readonly considered: readonly Considered[];
}

/** Programs of a developer's machine, and what only watches files: a Procfile is used for both. */
const onlyHere =
  /(^|\s|\/)(npm|npx|yarn|pnpm|bun|node|make|docker|docker-compose|webpack|vite|sass|tailwindcss|redis-server|postgres|mailhog|mailpit|ngrok|stripe|livereload|watchmedo|watchfiles)(\s|$)|manage\.py\s+(runserver|runserver_plus|tailwind|livereload)\b/;

/** A server at the port that requests come to, which there is but one of, whatever a platform wants it to be called. */
const listens = /(^|\s|\/)(gunicorn|uvicorn|daphne|hypercorn|granian|waitress-serve|uwsgi)\s.*\$\{?PORT\b/;

/** The lines of the project's Procfile: processes, what a release runs, and what is passed over. */
export function fromProcfile(files: ProjectFiles, projectDir: string): SortedProcfile {
  const procfile = readProcfile(files, projectDir);
  if (procfile === undefined) return { processes: [], release: [], considered: [] };
  // Lines run where the Procfile lies; what we run by ourselves starts beside manage.py.
  const at = procfile.folder === projectDir ? undefined : posix.join(PROJECT_IN_IMAGE, procfile.folder);
  const processes: Fact<ProcessType>[] = [];
  const release: Fact<string>[] = [];
  const considered: Considered[] = [];
  for (const line of procfile.lines) {
    const why = reasonAgainst(line) ?? runsOnce(files, line, at) ?? reasonByProgram(files, procfile.folder, line);
    const name = processName(line.name);
    if (/^(release|postdeploy)$/.test(line.name)) {
      release.push({ value: at === undefined ? line.command : `cd ${at} && ${line.command}`, origin: line.origin });
    } else if (why !== undefined || name === undefined) {
      considered.push({
        fact: 'processes',
        value: `${line.name}: ${line.command}`,
        origin: line.origin,
        why: why ?? 'no name',
      });
    } else {
      processes.push({ value: { name, command: shellCommand(line.command, at) }, origin: line.origin });
    }
  }
  return { processes, release, considered };
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
