import type { Words } from '../messages/words.ts';
import { formatDuration } from '../terminal-format.ts';
import type { Report, Row, Section } from '../values/report.ts';
import { SHORT } from './step-rows.ts';

/** A run that failed, as its summary needs it. */
export interface FailureStory {
  readonly verb: string;
  /** What went wrong, what was seen, what to do. */
  readonly words: Words;
  readonly steps: readonly {
    readonly title: string;
    readonly came: 'begun' | 'done' | 'failed' | 'taken back';
    readonly ms?: number;
  }[];
  /** Where the log of the run lies. */
  readonly log: string;
}

/** The summary of a run that failed: what failed and why, what exists now, what to type next, where the log is. */
export function failureReport({ verb, words, steps, log }: FailureStory): Report {
  const { what, found = [], next } = words;
  const seen = found.map((line) => line.trim()).filter(Boolean);
  return {
    title: `${verb} stopped: ${what}`,
    state: 'failed',
    urls: [],
    sections: [
      ...(seen.length === 0 ? [] : [{ heading: 'What was seen', isOutput: true as const, lines: seen }]),
      ...(next.length === 0 ? [] : [{ heading: 'What to do next', items: next.map((line) => ({ what: line })) }]),
      ...existing(steps),
      {
        heading: 'The log of this run',
        lines: [log],
        commands: [{ about: 'every step, with what it wrote', command: 'simple-deploy log' }],
      },
    ],
  };
}

/** Steps that were done stay: the next push takes up from there. */
function existing(steps: FailureStory['steps']): readonly Section[] {
  if (steps.length === 0)
    return [{ heading: 'What exists now', lines: ['Nothing was begun: everything is as it was.'] }];
  return [{ heading: 'What was done, and what exists now', rows: steps.map(rowOf) }];
}

const words: Readonly<Record<FailureStory['steps'][number]['came'], string>> = {
  begun: 'broken off',
  done: 'done; it stays',
  failed: 'failed',
  'taken back': 'taken back',
};

function rowOf({ title, came, ms }: FailureStory['steps'][number]): Row {
  const took = ms === undefined || ms < SHORT ? '' : ` (${formatDuration(ms)})`;
  return { name: title, value: words[came] + took };
}
