import { isNeverProject } from '../never-project.ts';
import { nameOf, upFrom } from '../paths.ts';
import type { SyntaxNode } from '../python-source.ts';
import { isCaught } from './caught.ts';
import { wordsAt } from './files-read.ts';
import type { Frame, Run } from './frame.ts';
import { stringOf, type Value } from './values.ts';

/** Whether the image has nothing at that path below root: what the project has may be left out, and links lead anywhere. */
export function isAbsent({ code: { files } }: Run, below: string): boolean {
  return !upFrom(below).some((each) => {
    const entry = files.entry(each);
    return isNeverProject(nameOf(each)) || (each !== '.' && isClosed(entry, each === below));
  });
}

function isClosed(entry: ReturnType<Run['code']['files']['entry']>, isItself: boolean): boolean {
  if (entry === undefined) return false;
  return isItself || entry.kind === 'symlink' || entry.isVirtualEnvironment === true;
}

/**
 * Notes a file that is opened to be read, where it is not there and the settings do not load without: this runs for certain,
 * nothing catches what it raises, and nothing that is given the path before may have made the file.
 * @param below its path below root; undefined for one elsewhere
 */
export function noteOpened(frame: Frame, node: SyntaxNode, below: string | undefined, mode?: Value): void {
  if (below === undefined || below === '.') return;
  const { run, source } = frame;
  const isRead = mode === undefined || /^r[bt]?$|^[bt]?r$/.test(stringOf(mode) ?? '');
  if (!isRead) return noteHanded(frame, below);
  if (!frame.isCertain || frame.because.length > 0 || isCaught(frame, node, 'FileNotFoundError')) return;
  if (run.made.has(below) || run.absent.has(below) || !isAbsent(run, below)) return;
  run.absent.set(below, { source, node, by: wordsAt(source, node) });
}

/** Notes that something is given a path, and may make a file there. */
export function noteHanded({ run }: Frame, below: string | undefined): void {
  if (below !== undefined) run.made.add(below);
}
