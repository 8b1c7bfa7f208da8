import type { Step } from '../../values/step.ts';

/** The step, where it is needed. */
export function when(condition: boolean, step: Step): readonly Step[] {
  return condition ? [step] : [];
}
