import { keepSummary } from '../run-log-summary.ts';
import { redacting, type Redactor } from '../redact.ts';
import { summaryText } from '../summary/text.ts';
import type { Report } from '../values/report.ts';
import type { World } from './command.ts';
import { writeSummaryFile } from './summary-file.ts';
import { type SummaryForm, summaryInForm } from './summary-forms.ts';

/** Says the summary on the terminal, and keeps it in every form beside the log, in GitHub's job summary, and where it was asked for. */
export async function tell(report: Report, world: World): Promise<void> {
  const safe = withoutSecrets(report, world.redactor);
  const page = await keep(safe, world);
  const { terminal } = world;
  terminal.close();
  terminal.say(`\n${summaryText(safe, terminal)}`);
  if (page !== undefined)
    terminal.say(terminal.style.dim(`\nThis with all details: ${page} (simple-deploy summary --open)`));
}

/** Keeps the summary of a run that failed: what failed has been said on the terminal. */
export async function tellFailure(report: Report, world: World): Promise<void> {
  const page = await keep(withoutSecrets(report, world.redactor), world);
  if (page !== undefined) world.terminal.say(world.terminal.style.dim(`  Summary: ${page}`));
}

async function keep(report: Report, world: World): Promise<string | undefined> {
  const { log, env, version, summaryFile } = world;
  const facts = { version, at: new Date().toISOString() };
  const inForm = (form: SummaryForm): Promise<string> => summaryInForm(report, form, facts);
  const texts = {
    json: `${JSON.stringify({ ...report, ...facts })}\n`,
    txt: await inForm('text'),
    md: await inForm('md'),
    html: await inForm('html'),
  };
  if (summaryFile !== undefined) writeSummaryFile(summaryFile, await inForm(summaryFile.form), world);
  return keepSummary(log, texts, env['GITHUB_STEP_SUMMARY']);
}

/** Every text of a report, redacted before a form writes it in another way (HTML escapes, Markdown's). */
function withoutSecrets<T>(value: T, redactor: Redactor): T {
  return JSON.parse(JSON.stringify(value, redacting(redactor))) as T;
}
