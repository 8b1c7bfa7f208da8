import type { ProjectFiles } from '../../values/project-files.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { folderOf, join } from '../paths.ts';
import { manners, type Does, type Listed } from './manners.ts';
import { readSaid } from './read-said.ts';
import type { Said } from './said.ts';

/** A command that a platform's file gives, as those who ask need it: line by line, and as one line of shell. */
export interface PlatformService {
  readonly does: Does;
  readonly name: string;
  readonly runtime: string | undefined;
  readonly schedule: string | undefined;
  readonly file: string;
  /** The folder below root that the file is meant from. */
  readonly base: string;
  /** Where it runs, below root. */
  readonly folder: string;
  readonly origin: { readonly file: string; readonly line: number };
  /** Each line that it has, and where. */
  readonly lines: readonly { readonly text: string; readonly line: number }[];
  readonly command: string;
}

const read = new WeakMap<ProjectFiles, readonly PlatformService[]>();

/**
 * The commands that the files of platforms list: of files nearer to the top of the tree first, in one folder in the order of
 * `manners`.
 */
export function platformServices(files: ProjectFiles): readonly PlatformService[] {
  const known = read.get(files);
  if (known !== undefined) return known;
  const found = filesBesideCode(files)
    .flatMap(({ path, kind }) => {
      const rank =
        kind === 'directory' || !/\.(ya?ml|toml|json)$/.test(path)
          ? -1
          : manners.findIndex(({ file }) => file.test(path));
      return rank === -1 ? [] : [{ path, rank, base: baseOf(path) }];
    })
    .toSorted((a, b) => depth(a.base) - depth(b.base) || a.rank - b.rank)
    .flatMap(({ path, rank, base }) =>
      (manners[rank]?.lists(readSaid(files, path)) ?? []).map((listed) => service(path, base, listed)),
    );
  read.set(files, found);
  return found;
}

/** `.do/app.yaml` lies in a folder of its own: what it says is meant from the one above. */
function baseOf(file: string): string {
  const folder = folderOf(file);
  return /(^|\/)\.[\w-]+$/.test(folder) ? folderOf(folder) : folder;
}

function depth(folder: string): number {
  return folder === '.' ? 0 : folder.split('/').length;
}

function service(file: string, base: string, listed: Listed): PlatformService {
  const { does, name, runtime, schedule, command, folder = '.' } = listed;
  return {
    does,
    name,
    runtime,
    schedule,
    file,
    base,
    folder: join(base, folder) ?? base,
    origin: { file, line: command.line },
    lines: linesOf(command),
    command: linesOf(command)
      .map(({ text }) => text)
      .reduce(asShell, ''),
  };
}

/** Those that say something, with what goes on behind a `\\`; what is no block stands on one line, however it is written. */
function linesOf({ text = '', line, isBlock }: Said): PlatformService['lines'] {
  const lines: { text: string; line: number }[] = [];
  let open = false;
  for (const [index, each] of text.split('\n').entries()) {
    const piece = each.trim();
    const last = lines.at(-1);
    if (open && last !== undefined) last.text = `${last.text.slice(0, -1).trimEnd()} ${piece}`;
    else if (piece !== '' && !piece.startsWith('#'))
      lines.push({ text: piece, line: line + index + (isBlock === true ? 1 : 0) });
    open = piece.endsWith('\\');
  }
  return lines;
}

/** The next line of a script behind those before it. */
function asShell(script: string, line: string): string {
  const isOpen = script === '' || /(&&|\|\||[|;]|\bdo|\bthen)$/.test(script);
  return isOpen ? `${script} ${line}`.trim() : `${script}; ${line}`;
}
