import { stageOf } from '../settings-stage.ts';
import type { Frame } from './frame.ts';
import { stringOf, type Value } from './values.ts';

/** Notes the text that settings compare a variable with which somebody has to give, where that says production. */
export function noteStage({ run }: Frame, one: Value, other: Value): void {
  for (const [value, said] of [
    [one, other],
    [other, one],
  ] as const) {
    const texts = said.kind === 'list' ? said.items.map(stringOf) : [stringOf(said)];
    const text = texts.find((each) => each !== undefined && stageOf(each) === 'production');
    const from = value.kind === 'given' ? value.from : undefined;
    if (from !== undefined && text !== undefined && !run.stages.has(from)) run.stages.set(from, text);
  }
}
