import type { Words } from '../messages/words.ts';
import type { StepResult } from '../values/step.ts';
import type { Report, Section } from '../values/report.ts';
import { folderWords, worth } from './build.ts';
import { stepRows } from './step-rows.ts';

/** A destroy that came to its end, as its summary needs it. */
export interface DestroyStory {
  readonly app: string;
  readonly platform: { readonly name: string; readonly label?: string };
  readonly results: readonly StepResult[];
  /** What stays, and is billed on, in words. */
  readonly notes: readonly Words[];
  readonly dir: string | undefined;
  /** ` --to …`, where a command without it would mean another platform. */
  readonly to: string;
}

/** The summary of `destroy`: what is gone, what stays, and how to have it again; the push before must not be the last word. */
export function destroyReport({ app, platform, results, notes, dir, to }: DestroyStory): Report {
  const again = `simple-deploy push${folderWords(dir)}${to} --app ${app}`;
  return {
    title: `${app} was removed from ${platform.label ?? platform.name}`,
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
  return results.length === 0 ? [] : [{ heading: 'What was done', detail: true, rows: stepRows(results) }];
}
