import { writeSummary } from '../run-log-summary.ts';
import { summaryMarkdown } from '../summary/markdown.ts';
import { summaryText } from '../summary/text.ts';
import type { Report } from '../values/report.ts';
import type { World } from './command.ts';

/** Says the summary on the terminal, and keeps it beside the log and in GitHub's job summary. */
export function tell(report: Report, { terminal, log, redactor, env }: World): void {
  const markdown = redactor.redact(summaryMarkdown(report));
  const text = redactor.redact(summaryText(report, undefined, true));
  const file = writeSummary(log, { text, markdown }, env['GITHUB_STEP_SUMMARY']);
  terminal.close();
  terminal.say(`\n${summaryText(report, terminal.style)}`);
  if (file !== undefined) terminal.say(terminal.style.dim(`\nSummary: ${file}`));
}
