import { resolve } from 'node:path';
import { findProjectRoot } from '../layout/find-root.ts';
import { UserError } from '../problems.ts';
import { pastRuns, type PastRun } from '../run-log-read.ts';
import { formatDuration } from '../terminal-format.ts';
import type { Invocation, World } from './command.ts';
import { text } from './option-values.ts';

type What = 'log' | 'summary';

/**
 * The runs that a person may mean, newest first: those of the project in the folder, or with `--all` of every project; of
 * summaries only those that have one. Throws `no-past-run`, and what finding the project throws.
 */
export function pastRunsOf(what: What, { dir, options }: Invocation, { cwd }: World): readonly PastRun[] {
  const having = pastRuns().filter(({ hasSummary }) => what === 'log' || hasSummary);
  const folder = options['all'] === true ? undefined : findProjectRoot(resolve(cwd, dir ?? '.'));
  const runs = folder === undefined ? having : having.filter((run) => run.folder === folder);
  if (runs.length > 0) return runs;
  throw new UserError({ code: 'no-past-run', what, folder, elsewhere: having.length });
}

/** The run that `--run` names by its number in the list or by a part of its name, else the newest. Throws `past-run-unknown`. */
export function chosenRun(what: What, runs: readonly PastRun[], { options }: Invocation): PastRun {
  const asked = text(options['run']) ?? '1';
  const fits = /^\d{1,3}$/.test(asked)
    ? runs.slice(Number(asked) - 1).slice(0, Number(asked) > 0 ? 1 : 0)
    : runs.filter(({ id, began }) => id.includes(asked) || began.includes(asked));
  const [found, ...others] = fits;
  if (found !== undefined && others.length === 0) return found;
  throw new UserError({ code: 'past-run-unknown', what, asked, fits: fits.slice(0, 5).map(({ id }) => id) });
}

/** The list for people: number, when, verb, how it ended, how long it took; with `--all` the folder too. */
export function runsText(
  runs: readonly PastRun[],
  titleOf: (run: PastRun) => string | undefined,
  all: boolean,
): string {
  const rows = runs.map((run, index) => [
    String(index + 1),
    run.began.slice(0, 19).replace('T', ' '),
    run.verb,
    endingOf(run),
    run.ms === undefined ? '' : formatDuration(run.ms),
    ...(all ? [run.folder ?? ''] : []),
    titleOf(run) ?? '',
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function endingOf({ exit, goesOn }: PastRun): string {
  if (goesOn) return 'goes on';
  return exit === undefined ? 'killed' : exit === 0 ? 'done' : `exit ${exit}`;
}
