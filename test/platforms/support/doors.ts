import type { Doors } from '../../../src/commands/carry-out.ts';
import type { LogEntry } from '../../../src/values/log-entry.ts';
import type { StepEvent } from '../../../src/values/step-event.ts';
import { engine } from './engine.ts';

/** Doors of a test, with all that went through them. */
export interface TestDoors extends Doors {
  readonly logged: LogEntry[];
  readonly events: StepEvent[];
  readonly secrets: string[];
  readonly written: () => string;
}

/** Doors to the real engine; nothing is printed. */
export function testDoors(more: Partial<Doors> = {}): TestDoors {
  const logged: LogEntry[] = [];
  const events: StepEvent[] = [];
  const secrets: string[] = [];
  const chunks: Uint8Array[] = [];
  return {
    engine,
    env: process.env,
    log: (entry) => void logged.push(entry),
    secret: (value) => void secrets.push(value),
    onEvent: (event) => void events.push(event),
    output: (chunk) => void chunks.push(chunk),
    error: (chunk) => void chunks.push(chunk),
    signal: new AbortController().signal,
    logged,
    events,
    secrets,
    written: () => Buffer.concat(chunks).toString(),
    ...more,
  };
}
