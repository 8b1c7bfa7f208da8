import { readFileSync } from 'node:fs';
import { linesOf } from '../run-log-read.ts';
import { logText } from '../run-log-text.ts';
import type { Command } from './command.ts';
import { chosenRun, pastRunsOf, runsText } from './past-run.ts';

/** `simple-deploy log [dir]`: what simple-deploy did in its last run, or in an earlier one, on stdout. */
export const command: Command = (invocation, world) => {
  const { stdout, terminal } = world;
  const runs = pastRunsOf('log', invocation, world);
  if (invocation.options['list'] === true) {
    stdout.write(runsText(runs, () => undefined, invocation.options['all'] === true));
    return Promise.resolve();
  }
  const run = chosenRun('log', runs, invocation);
  if (invocation.options['json'] === true) stdout.write(readFileSync(`${run.base}.jsonl`));
  else stdout.write(logText(linesOf(run)));
  terminal.say(terminal.style.dim(`Log: ${run.base}.jsonl`));
  return Promise.resolve();
};
