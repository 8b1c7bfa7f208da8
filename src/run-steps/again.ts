import { setTimeout as pause } from 'node:timers/promises';
import type { Effect, Step } from '../values/step.ts';
import type { EffectDoors, Gave } from './doors.ts';
import { EffectFailure } from './failure.ts';
import { perform } from './perform.ts';

/** Before each further try. */
const pausesMs = [2000, 5000, 10_000];

/**
 * Carries an effect out, again by itself while its last lines say what the step's `again` fits: there its platform was
 * busy, and nothing is made twice. Throws what the last try throws.
 */
export async function performPatiently(
  effect: Effect,
  { again }: Pick<Step, 'again'>,
  doors: EffectDoors,
): Promise<Gave> {
  for (const pauseMs of pausesMs) {
    try {
      return await perform(effect, doors);
    } catch (error) {
      if (again === undefined || !(error instanceof EffectFailure)) throw error;
      if (!new RegExp(again, 'i').test(error.lines.join('\n'))) throw error;
      doors.onProgress(`busy, again in ${pauseMs / 1000} s`);
      await pause(pauseMs, undefined, { signal: doors.signal });
    }
  }
  return perform(effect, doors);
}
