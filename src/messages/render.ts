import type { Words } from './words.ts';

/** How words become lines on a terminal or in a pipe. */
export interface Style {
  readonly red: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const plain = (text: string): string => text;
export const plainStyle: Style = { red: plain, bold: plain, dim: plain, green: plain, yellow: plain };

/** The lines that a person reads about a problem: what is so, what was found, what to do next. */
export function renderWords(words: Words, style: Style = plainStyle, kind: 'Error' | 'Note' = 'Error'): string {
  const head =
    kind === 'Error' ? `${style.red('Error:')} ${style.bold(words.what)}` : `${style.bold('Note:')} ${words.what}`;
  const found = (words.found ?? []).map((line) => `  ${line}`);
  const next = words.next.map((line) => `${style.dim('→')} ${line}`);
  return [head, ...found, ...next].join('\n');
}
