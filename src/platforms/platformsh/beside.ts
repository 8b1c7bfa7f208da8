import type { Layout, ProcessType } from '../../values/layout.ts';
import { lineOf } from '../../values/process-line.ts';
import { inSite, type Table } from './lines.ts';

/** `0 3 * * *` and what follows; `H` is the platform's own sign for "some minute". */
const schedule = /^(?:exec )?((?:[\d*/,H()-]+ ){4}[\d*/,A-Za-z-]+) (\S.*)$/s;

/** A command that begins with the five fields of a crontab runs at these times, and not all the time. */
function cronOf(process: ProcessType): { readonly spec: string; readonly line: string } | undefined {
  const [, spec, line] = schedule.exec(lineOf(process)) ?? [];
  return spec === undefined || line === undefined ? undefined : { spec, line };
}

/** Processes that run all the time. */
export function workers(
  processes: readonly ProcessType[],
  layout: Layout,
  { hasSizes }: { readonly hasSizes: boolean },
): Table {
  const all = processes.filter((process) => cronOf(process) === undefined);
  if (all.length === 0) return {};
  const one = (process: ProcessType): Table => ({
    commands: { start: inSite(layout, process.command) },
    ...(hasSizes && { disk: 256 }),
  });
  return { workers: Object.fromEntries(all.map((process) => [process.name, one(process)])) };
}

/** Processes that run at times. */
export function crons(processes: readonly ProcessType[], layout: Layout): Table {
  const all = processes.flatMap((process) => {
    const cron = cronOf(process);
    if (cron === undefined) return [];
    const start = inSite(layout, ['sh', '-c', `exec ${cron.line}`]);
    return [[process.name, { spec: cron.spec, commands: { start } }] as const];
  });
  return all.length === 0 ? {} : { crons: Object.fromEntries(all) };
}
