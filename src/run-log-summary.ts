import { appendFileSync, writeFileSync } from 'node:fs';
import type { RunLog } from './run-log.ts';

/**
 * Writes the summary beside the log of its run, and appends it to GitHub's job summary when there is one. Gives the
 * path of the Markdown file when it is there. What cannot be written is logged and is no failure of the run.
 */
export function writeSummary(
  log: RunLog,
  summary: { readonly text: string; readonly markdown: string },
  githubSummary: string | undefined,
): string | undefined {
  const attempt = (write: () => void): boolean => {
    try {
      write();
      return true;
    } catch (error) {
      log.write({ kind: 'warning', title: 'summary not written', detail: String(error) });
      return false;
    }
  };
  if (githubSummary) attempt(() => appendFileSync(githubSummary, summary.markdown));
  const [markdown, text] = [log.beside('md'), log.beside('txt')];
  if (markdown === undefined || text === undefined) return undefined;
  attempt(() => writeFileSync(text, `${summary.text}\n`, { mode: 0o600 }));
  return attempt(() => writeFileSync(markdown, summary.markdown, { mode: 0o600 })) ? markdown : undefined;
}
