import { readFileSync } from 'node:fs';
import { page as packaged } from '../documentation.ts';
import { summaryMarkdown } from '../summary/markdown.ts';
import { summaryText } from '../summary/text.ts';
import type { Report } from '../values/report.ts';

export const SUMMARY_FORMS = ['text', 'md', 'html'] as const;
export type SummaryForm = (typeof SUMMARY_FORMS)[number];

/** Where `--summary-file` wants the summary, and in which form. */
export interface SummaryFile {
  readonly path: string;
  readonly form: SummaryForm;
}

/** What a summary says besides its report. */
export interface SummaryFacts {
  /** Of simple-deploy. */
  readonly version: string;
  /** When the run ended, as ISO 8601 has it. */
  readonly at: string;
}

/** Of a file of text, which is read in an editor or with less. */
const FILE_WIDTH = 100;

/** A summary in one of its forms, whole, with a line feed at its end. `width`: columns of the text. */
export async function summaryInForm(
  report: Report,
  form: SummaryForm,
  { version, at }: SummaryFacts,
  width = FILE_WIDTH,
): Promise<string> {
  if (form === 'text') return `${summaryText(report, { details: true, width })}\n`;
  if (form === 'md') return summaryMarkdown(report);
  const { summaryPage } = await import('../summary/page.ts');
  const template = (name: string): string => readFileSync(packaged(`templates/summary/${name}.html.mustache`), 'utf8');
  const templates = {
    page: template('page'),
    section: template('section'),
    node: template('node'),
    text: template('text'),
  };
  return summaryPage(report, templates, { version, when: `${at.slice(0, 16).replace('T', ' ')} UTC` });
}
