import type { StepEvent } from '../values/step-event.ts';

/** A step of a run, and what became of it. */
export interface JournalLine {
  readonly title: string;
  readonly came: 'begun' | 'done' | 'failed' | 'taken back';
  readonly ms?: number;
}

/** What a run has done so far, for the summary of one that fails. */
export interface Journal {
  /** Takes news of a step of a platform. */
  readonly note: (event: StepEvent) => void;
  /** Takes a step that is none of a platform's, such as the build. */
  readonly add: (line: JournalLine) => void;
  /** Every step in the order in which they began. */
  readonly lines: () => readonly JournalLine[];
}

/** A journal without a line. */
export function createJournal(): Journal {
  const lines = new Map<string, JournalLine>();
  const change = (id: string, title: string, came: JournalLine['came'], ms?: number): void => {
    lines.set(id, { title, came, ...(ms !== undefined && { ms }) });
  };
  return {
    note(event) {
      if (event.type === 'started') change(event.stepId, event.title, 'begun');
      if (event.type === 'completed') change(event.stepId, event.title, 'done', event.ms);
      if (event.type === 'failed') change(event.stepId, event.title, 'failed', event.ms);
      if (event.type === 'undoing') change(event.stepId, event.title, 'taken back');
    },
    add: ({ title, came, ms }) => change(title, title, came, ms),
    lines: () => [...lines.values()],
  };
}
