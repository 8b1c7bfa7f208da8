import type { Words } from '../messages/words.ts';
import { formatDuration } from '../terminal-format.ts';
import type { StepResult } from '../values/step.ts';
import type { Report, Section } from '../values/report.ts';
import { worth } from './build.ts';

/** A destroy that came to its end, as its summary needs it. */
export interface DestroyStory {
  readonly app: string;
  readonly platform: { readonly name: string; readonly label?: string; readonly place?: string };
  readonly results: readonly StepResult[];
  /** What stays, and is billed on, in words. */
  readonly notes: readonly Words[];
  /** The command that would make the app again. */
  readonly again: string;
}

/** The summary of `destroy`: what is gone, what stays, and how to have it again; the push before must not be the last word. */
export function destroyReport({ app, platform, results, notes, again }: DestroyStory): Report {
  const { name, label = name, place = label } = platform;
  return {
    title: `${app} was removed from ${place.replace(/^on /, '')}`,
    state: 'done',
    urls: [],
    sections: [
      ...worth(notes),
      ...removed(results),
      { heading: 'What to do next', commands: [{ about: 'to have it again', command: again }] },
    ],
  };
}

/** On the terminal they have been told as they were done. */
function removed(results: readonly StepResult[]): readonly Section[] {
  const rows = results.map(({ title, why, ms }) => ({ name: title, value: formatDuration(ms), why }));
  return rows.length === 0 ? [] : [{ heading: 'What was done', detail: true, rows }];
}
