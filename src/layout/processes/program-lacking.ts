import type { ProjectFiles } from '../../values/project-files.ts';
import { join, upFrom } from '../paths.ts';

/** What environments have: a path to it means the one that the image has by another. */
const INSTALLED =
  /(^|\/)(\.?v?env[\w-]*\/)?(bin|Scripts)\/(python[\d.]*|celery|rq|rqworker|dramatiq|huey_consumer(\.py)?|uvicorn|daphne|hypercorn|granian|gunicorn)$/;

/**
 * A file of the project that a line runs and that is not there: a platform's own brought it (`bin/boot`, of a buildpack).
 * @param folder where the line runs
 */
export function programLacking(files: ProjectFiles, folder: string, command: string): string | undefined {
  let at: string | undefined = folder;
  for (const part of command.split(/\s*(?:&&|;)\s*/)) {
    const [, into] = /^cd\s+(\S+)$/.exec(part) ?? [];
    if (into !== undefined) at = at === undefined || /^[/~$"']/.test(into) ? undefined : join(at, into);
    if (into !== undefined || at === undefined) continue;
    const [, program] =
      /^(?:exec\s+|(?:ba|da)?sh\s+(?=\S+\.sh(?:\s|$))|\w+=\S*\s+)*((?:\.\/)?[\w.-]+(?:\/[\w.-]+)+)(?:\s|$)/.exec(
        part,
      ) ?? [];
    if (program !== undefined && !INSTALLED.test(program) && !isThere(files, join(at, program))) return program;
  }
  return undefined;
}

/** What lies behind a link, or outside of the project, may hold anything. */
function isThere(files: ProjectFiles, path: string | undefined): boolean {
  if (path === undefined || files.entry(path) !== undefined) return true;
  return upFrom(path).some((each) => files.entry(each)?.kind === 'symlink');
}
