import type { SuppliedPart } from '../../values/supplied-variables.ts';
import type { Value } from './values.ts';

/** Variables, each with what it takes; of several for one variable the first holds. */
export type Found = readonly (readonly [name: string, part: SuppliedPart])[];

/** The variable that a value is, or is made of, with that part. */
export function of(value: Value | undefined, part: SuppliedPart): Found {
  const from = variableOf(value);
  return from === undefined ? [] : [[from, part]];
}

/** The one variable that a value is the text of, or the number of. */
export function variableOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'given') return value.from;
  return value?.kind === 'made' && value.as.kind !== 'list' && value.as.kind !== 'json' ? value.from : undefined;
}
