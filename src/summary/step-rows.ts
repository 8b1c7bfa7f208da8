import { formatDuration } from '../terminal-format.ts';
import type { Row } from '../values/report.ts';
import type { StepResult } from '../values/step.ts';

/** Milliseconds that nobody notices. */
export const SHORT = 50;

/** Each step that was carried out: what it did, how long it took, and what for. */
export function stepRows(results: readonly StepResult[]): readonly Row[] {
  return results.map(({ title: name, why, ms }) => ({ name, value: ms < SHORT ? 'at once' : formatDuration(ms), why }));
}
