import { upsun } from '../../../src/platforms/platformsh/names.ts';
import type { PlatformshNow } from '../../../src/platforms/platformsh/observe.ts';
import { planPush } from '../../../src/platforms/platformsh/push.ts';
import type { PushRequest } from '../../../src/platforms/types.ts';
import type { Effect, Step } from '../../../src/values/step.ts';
import { fresh, requestOf } from './observed.ts';

/** The steps of a push. */
export function stepsOf(now: PlatformshNow, changes: Partial<PushRequest> = {}): readonly Step[] {
  const plan = planPush(now, requestOf(changes), fresh, upsun);
  if ('cannot' in plan) throw new Error(plan.cannot.code);
  return plan.steps;
}

export const idsOf = (steps: readonly Step[]): readonly string[] => steps.map(({ id }) => id);

/** The effect of a step, of the kind that is meant. */
export function effectOf<K extends Effect['kind']>(
  steps: readonly Step[],
  id: string,
  kind: K,
): Extract<Effect, { kind: K }> {
  const effect = steps.find((step) => step.id === id)?.effect;
  if (effect?.kind !== kind) throw new Error(`no step ${id} of kind ${kind}`);
  return effect as Extract<Effect, { kind: K }>;
}
