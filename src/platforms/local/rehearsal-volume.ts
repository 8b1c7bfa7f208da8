import type { EngineWork } from '../../values/step.ts';
import type { Names } from './names.ts';

/**
 * Removes the copy of the data that a release was tried on, and what still uses it: a one-off container of a push that was
 * killed may have come after the look at what is there.
 */
export function removeRehearsal({ rehearsal, release, proof, copy }: Names): EngineWork {
  return { call: 'remove-volume', name: rehearsal, users: [release, proof, copy] };
}
