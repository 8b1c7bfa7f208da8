import { textOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import type { Frame } from './frame.ts';

/** Words of code that are shown for a file that it names. */
const LONGEST = 60;

/** Notes that the settings name a file of the project, where and by what; the first place counts. */
export function noteFile({ run, source }: Frame, node: SyntaxNode, path: string | undefined): void {
  // Paths begin at `__file__`, which is no file that is read.
  if (path === undefined || path.endsWith('.py') || run.files.has(path) || run.code.files.entry(path)?.kind !== 'file')
    return;
  run.files.set(path, { source, node, by: wordsAt(source, node) });
}

/** The code at a node on one line, the beginning of it where it is long. */
export function wordsAt(source: PythonSource, node: SyntaxNode): string {
  const words = textOf(source, node).replaceAll(/\s+/g, ' ');
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}
