import { posix } from 'node:path';
import { PROJECT_IN_IMAGE } from '../../values/image-paths.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { serverCommand } from '../server/server-command.ts';
import { join } from '../paths.ts';
import { programLacking } from './program-lacking.ts';
import { installs, isPlainLine, OF_THE_BUILD } from './shell-line.ts';
import { withoutRunner } from './without-runner.ts';

/** What of a platform's line a release has to do: the line without what the image has done, or why it is not for the image. */
export type ReleaseLine = { readonly line: string } | { readonly why: string };

/** What is of no use in the image, or only says something. */
const NEEDLESS = /^(set\s+[-+]|echo\s|:$|true$|(\.|source)\s+\S*activate$|chmod\s)|manage\.py\s+check\b/;

/** `/venv/bin/python3.11 /code/manage.py`: the image has one Python, and the project's manage.py at a place of its own. */
const PLACED = /(^|[\s;&|(])(?:\/\S*\/)?python[\d.]*\s+(?:-u\s+)?(\/\S*\/)?manage\.py(?=\s)/g;

/**
 * A line of a Procfile or a platform's file as the image runs it.
 * @param at where it runs in the image, when that is not beside manage.py
 * @param projectDir the folder of manage.py below root
 */
export function forImage(line: string, at?: string, projectDir = '.'): string {
  const placed = at === undefined ? 'manage.py' : posix.join(PROJECT_IN_IMAGE, projectDir, 'manage.py');
  return withoutRunner(line).replaceAll(
    PLACED,
    (_, before: string, elsewhere?: string) => `${before}python ${elsewhere === undefined ? 'manage.py' : placed}`,
  );
}

/**
 * What a release has to do of a line; undefined where the image has done all of it.
 * @param folder below root, where the line runs
 * @param placed the same line for the image, from what stands in the file
 */
export function releaseLine(
  files: ProjectFiles,
  folder: string,
  written: string,
  placed: (line: string) => string,
): ReleaseLine | undefined {
  const command = placed(unwrapped(written));
  if (!isPlainLine(command) || /["'][^"']*(&&|;)/.test(command)) return { why: SCRIPT };
  const parts = command
    .split(/\s*(?:&&|;)\s*/)
    .filter((part) => part !== '' && !NEEDLESS.test(part) && !OF_THE_BUILD.test(part) && !installs(part));
  if (parts.every((part) => /^(cd|export)\s/.test(part))) return undefined;
  const line = parts.join(' && ');
  const lacking = programLacking(files, folder, line);
  if (lacking !== undefined) return { why: `${lacking} is not in the project` };
  return parts.some((part) => isForMachines(files, folder, part)) ? { why: SCRIPT } : { line };
}

const SCRIPT = 'it is a script for the machines of that platform; --release "…" takes a line for the image';

/** What `sh -c "…"` runs, when that is all. */
export function unwrapped(line: string): string {
  return /^(?:ba|da)?sh\s+-\w*c\s+(["'])([^]*)\1$/.exec(line.trim())?.[2] ?? line;
}

/**
 * Why a line that is taken as it is written is none for the image: it installs something or starts a server by a script of the project,
 * or by one that this starts.
 * @param folder below root, where the line runs
 */
export function scriptForMachines(files: ProjectFiles, folder: string, line: string): string | undefined {
  const parts = unwrapped(line).split(/\s*(?:&&|;)\s*/);
  return parts.some((part) => startsForMachines(files, folder, part)) ? SCRIPT : undefined;
}

/** manage.py by the path that it has on the machines of a platform. */
const BY_PATH = /(^|[\s;&|(])(?:\/\S*\/)?python[\d.]*\s+(?:-u\s+)?\/\S*\/manage\.py(?=\s)/;

/**
 * The lines of a script of the project that a line only starts, where they name manage.py by a path that the image has not: in the
 * script it could not be put right.
 */
export function inlined(files: ProjectFiles, folder: string, line: string): string {
  const script = /^(?:(?:ba|da)?sh\s+)?([\w.-]*[/.][\w./-]*)$/.exec(line.trim())?.[1];
  const text = script === undefined ? undefined : files.readText(join(folder, script) ?? '');
  if (text === undefined || !BY_PATH.test(text)) return line;
  const lines = text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '' && !each.startsWith('#') && !/^set\s+[-+]/.test(each));
  return lines.every((each) => isPlainLine(each)) ? lines.join(' && ') : line;
}

/** It installs something or starts a server, itself or by a script of the project. */
function isForMachines(files: ProjectFiles, folder: string, part: string): boolean {
  return serverCommand(part) !== undefined || startsForMachines(files, folder, part);
}

/** Scripts that start each other go no deeper in anything that we know of. */
const DEEPEST = 3;

function startsForMachines(files: ProjectFiles, folder: string, part: string, depth = 0): boolean {
  const script = /^(?:(?:ba|da)?sh\s+)?([\w./-]+)(?:\s|$)/.exec(part.trim())?.[1] ?? '';
  const text = /[/.]/.test(script) ? files.readText(join(folder, script) ?? '') : undefined;
  if (text === undefined || depth === DEEPEST) return false;
  return text
    .split('\n')
    .some(
      (line) =>
        installs(line) || serverCommand(line) !== undefined || startsForMachines(files, folder, line, depth + 1),
    );
}
