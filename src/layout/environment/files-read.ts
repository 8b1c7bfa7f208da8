import { textOf, type SyntaxNode } from '../python-source.ts';
import type { Frame } from './frame.ts';

/** Words of code that are shown for a file that it names. */
const LONGEST = 60;

/** Notes that the settings name a file of the project, where and by what; the first place counts. */
export function noteFile({ run, source }: Frame, node: SyntaxNode, path: string | undefined): void {
  // Paths begin at `__file__`, which is no file that is read.
  if (path === undefined || path.endsWith('.py') || run.files.has(path) || run.code.files.entry(path)?.kind !== 'file')
    return;
  const words = textOf(source, node).replaceAll(/\s+/g, ' ');
  run.files.set(path, { source, node, by: words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words });
}
