import type { Engine } from '../docker/engine.ts';
import type { Log } from '../values/log-entry.ts';
import type { StepEvent } from '../values/step-event.ts';
import type { Step, StepResult } from '../values/step.ts';

/** The outside world of the steps. */
export interface StepDoors {
  /** Connected when a step needs it. */
  readonly engine: () => Promise<Engine>;
  readonly env: NodeJS.ProcessEnv;
  /** Redacts. */
  readonly log: Log;
  /** From now on this value is a secret, unless the name of the variable that has it speaks of none and everybody knows it. */
  readonly secret: (value: string, name?: string) => void;
  readonly onEvent: (event: StepEvent) => void;
  /** Data for stdout: the log of an app, what its command wrote. */
  readonly output: (chunk: Uint8Array) => void;
  readonly error: (chunk: Uint8Array) => void;
  readonly stdin?: NodeJS.ReadStream;
  readonly signal: AbortSignal;
}

/** What an effect is given, beside the doors. */
export interface EffectDoors extends StepDoors {
  readonly onLine: (line: string) => void;
  readonly onProgress: (text: string) => void;
}

/** What an effect gave. */
export type Gave = Pick<StepResult, 'exitCode' | 'pushed' | 'output'>;

/** The doors of one step's effects: what they write is told as the step's. A clean-up is not to be interrupted. */
export function effectDoors({ id: stepId, title, cleanup }: Step, doors: StepDoors): EffectDoors {
  return {
    ...doors,
    ...(cleanup && { signal: new AbortController().signal }),
    onLine(line) {
      doors.log({ kind: 'output', title, detail: line });
      doors.onEvent({ type: 'output', stepId, title, line });
    },
    onProgress: (text) => doors.onEvent({ type: 'progress', stepId, title, text }),
  };
}
