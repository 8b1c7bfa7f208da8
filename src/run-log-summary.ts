import { appendFileSync, writeFileSync } from 'node:fs';
import type { RunLog } from './run-log.ts';

/**
 * Writes the summary beside the log of its run, and appends it to GitHub's job summary when there is one. Gives the
 * path of the Markdown file. What cannot be written is logged and is no failure of the run.
 */
export function writeSummary(
  log: RunLog,
  summary: { readonly text: string; readonly markdown: string },
  githubSummary: string | undefined,
): string | undefined {
  const file = log.beside('md');
  try {
    if (file !== undefined) writeFileSync(file, summary.markdown, { mode: 0o600 });
    const text = log.beside('txt');
    if (text !== undefined) writeFileSync(text, `${summary.text}\n`, { mode: 0o600 });
    if (githubSummary) appendFileSync(githubSummary, summary.markdown);
  } catch (error) {
    log.write({ kind: 'warning', title: 'summary not written', detail: String(error) });
  }
  return file;
}
