import { existsSync, writeFileSync } from 'node:fs';
import { UserError } from '../problems.ts';
import { folderWords } from '../summary/build.ts';
import { reportOf } from '../run-log-read.ts';
import type { Command } from './command.ts';
import { openInBrowser } from './open-in-browser.ts';
import { oneOf, text } from './option-values.ts';
import { chosenRun, pastRunsOf, runsText } from './past-run.ts';
import { summaryInForm, SUMMARY_FORMS } from './summary-forms.ts';

/** `simple-deploy summary [dir]`: what the last deployment came to, or an earlier one, on stdout or in the browser. */
export const command: Command = async (invocation, world) => {
  const { options } = invocation;
  const { stdout, terminal } = world;
  const form = oneOf('--format', text(options['format']), SUMMARY_FORMS) ?? 'text';
  const runs = pastRunsOf('summary', invocation, world);
  if (options['list'] === true) {
    stdout.write(runsText(runs, (run) => reportOf(run)?.title, options['all'] === true));
    return;
  }
  const run = chosenRun('summary', runs, invocation);
  const report = reportOf(run);
  if (report === undefined) throw new UserError({ code: 'summary-damaged', file: `${run.base}.json`, run: run.id });
  if (options['open'] === true) {
    // Removed, or of a version that wrote none: it is made of the same data.
    if (!existsSync(`${run.base}.html`))
      writeFileSync(`${run.base}.html`, await summaryInForm(report, 'html', report), { mode: 0o600 });
    stdout.write(`${run.base}.html\n`);
    openInBrowser(`${run.base}.html`);
    return;
  }
  const { columns } = stdout as Partial<NodeJS.WriteStream>;
  stdout.write(await summaryInForm(report, form, report, columns));
  terminal.say(
    terminal.style.dim(
      `Files: ${run.base}.html, .md, .txt; the log of that run: simple-deploy log${folderWords(invocation.dir)} --run ${run.id}`,
    ),
  );
};
