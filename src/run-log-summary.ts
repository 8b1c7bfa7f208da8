import { appendFileSync, writeFileSync } from 'node:fs';
import type { RunLog } from './run-log.ts';

/** A summary in all its forms: as data, and for people. */
export interface SummaryTexts {
  readonly json: string;
  readonly txt: string;
  readonly md: string;
  readonly html: string;
}

/**
 * Writes the summary beside the log of its run, and appends it to GitHub's job summary when there is one. Gives the path of
 * the page when it is there. What cannot be written is logged and is no failure of the run.
 */
export function keepSummary(log: RunLog, texts: SummaryTexts, githubSummary: string | undefined): string | undefined {
  const attempt = (write: () => void): boolean => {
    try {
      write();
      return true;
    } catch (error) {
      log.write({ kind: 'warning', title: 'summary not written', detail: String(error) });
      return false;
    }
  };
  if (githubSummary) attempt(() => appendFileSync(githubSummary, texts.md));
  const written = Object.entries(texts).map(([extension, text]) => {
    const file = log.beside(extension);
    return file !== undefined && attempt(() => writeFileSync(file, text, { mode: 0o600 }));
  });
  return written.every(Boolean) ? log.beside('html') : undefined;
}
