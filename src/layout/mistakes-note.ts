import type { Problem } from '../problems.ts';
import { place } from '../values/place.ts';
import type { Mistake } from './environment/values.ts';
import { originOf, textOf } from './python-source.ts';

/** That the settings cannot be loaded as they are written, whatever variables they get. */
export function mistakesNote(mistakes: readonly Mistake[]): readonly Problem[] {
  const lines = mistakes.map(({ source, node, kind }) => ({
    text: textOf(source, node).replaceAll(/\s+/g, ' '),
    where: place(originOf(source, node)),
    kind,
  }));
  return lines.length === 0 ? [] : [{ code: 'settings-failing', lines }];
}
