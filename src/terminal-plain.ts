import { formatDuration, withoutControls } from './terminal-format.ts';
import type { View, ViewTarget } from './terminal-view.ts';
import type { Activity } from './values/activity.ts';

/** Steps faster than this say so in their first line's silence: no second line for them. */
const WORTH_A_LINE = 1000;

/** Line by line (of steps whose start was told), for pipes and files: a line when a step starts, one when it took long, its lines when it fails. */
export function plainView({ stream, verbose }: ViewTarget): View {
  const titles = new Map<string, string>();
  const say = (text: string): void => void stream.write(`${text}\n`);
  return {
    say,
    show(activity) {
      if (activity.type === 'started') titles.set(activity.id, activity.title);
      const title = titles.get(activity.id);
      const line = title === undefined ? undefined : lineFor(activity, title, verbose);
      if (line !== undefined) say(line);
    },
    close() {},
  };
}

function lineFor(activity: Activity, title: string, verbose: boolean): string | undefined {
  switch (activity.type) {
    case 'started':
      return `- ${title}`;
    case 'output':
      return verbose ? `  | ${withoutControls(activity.line)}` : undefined;
    case 'completed':
      if (activity.note === undefined && activity.ms < WORTH_A_LINE) return undefined;
      return `  ${title}: ${activity.note ?? formatDuration(activity.ms)}`;
    case 'failed':
      return [`  ${title}: failed after ${formatDuration(activity.ms)}`, ...tail(activity.lines, verbose)].join('\n');
    case 'progress':
      return undefined;
  }
}

function tail(lines: readonly string[] | undefined, verbose: boolean): readonly string[] {
  return verbose ? [] : (lines ?? []).map((line) => `  | ${withoutControls(line)}`);
}
