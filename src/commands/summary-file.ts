import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname, extname, resolve, sep } from 'node:path';
import { UserError } from '../problems.ts';
import type { Invocation, World } from './command.ts';
import { text } from './option-values.ts';
import type { SummaryFile, SummaryForm } from './summary-forms.ts';

const forms: Readonly<Record<string, SummaryForm>> = { '.md': 'md', '.html': 'html', '.htm': 'html', '.txt': 'text' };

/**
 * Reads `--summary-file` before anything is done: a summary that has nowhere to go is told then. Throws `option-value` for
 * an ending that names no form, `summary-file` for a folder that cannot be written.
 */
export function summaryFileOf({ options }: Pick<Invocation, 'options'>, cwd: string): SummaryFile | undefined {
  const typed = text(options['summaryFile']);
  if (typed === undefined) return undefined;
  const form = forms[extname(typed).toLowerCase()];
  if (form === undefined) {
    const wanted = 'a file that ends in .md, .html or .txt';
    throw new UserError({ code: 'option-value', option: '--summary-file', value: typed, wanted });
  }
  const path = resolve(cwd, typed);
  try {
    // With a slash behind it, else a file would do.
    accessSync(`${dirname(path)}${sep}`, constants.W_OK);
  } catch (error) {
    throw new UserError({ code: 'summary-file', file: path, reason: (error as Error).message });
  }
  return { path, form };
}

/** Writes a summary where it was asked for. What cannot be written is said: what was deployed stays deployed. */
export function writeSummaryFile({ path }: SummaryFile, content: string, { terminal, log }: World): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    log.write({ kind: 'warning', title: 'summary not written', detail: String(error) });
    terminal.say(`The summary could not be written to ${path}: ${(error as Error).message}`);
  }
}
