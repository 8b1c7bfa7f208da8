import type { Outcome } from '../platforms/types.ts';
import type { StepResult } from '../values/step.ts';
import type { World } from './command.ts';

/** Data of an outcome on stdout: its lines, or an object with `--json`. */
export function printOutcome(
  { outcome, results }: { readonly outcome: Outcome; readonly results: readonly StepResult[] },
  about: { readonly platform: string; readonly app: string; readonly reference?: string | undefined },
  json: boolean,
  { stdout }: World,
): void {
  if (json) {
    const { changed, data, urls } = outcome;
    const facts = outcome.facts.map(({ name, value }) => ({ name, value }));
    const steps = results.map(({ id, title, outcome: came, ms }) => ({ id, title, outcome: came, durationMs: ms }));
    stdout.write(
      `${JSON.stringify({ schemaVersion: 1, ...about, changed, urls, data, facts, steps }, undefined, 2)}\n`,
    );
    return;
  }
  for (const line of outcome.data) stdout.write(`${line}\n`);
}
