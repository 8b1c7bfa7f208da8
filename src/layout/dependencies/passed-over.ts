import type { Considered } from '../../values/considered.ts';
import type { Candidate } from './candidates.ts';

export const RULE = 'in one folder a lock file comes before requirements files, those before what is not locked';

/** A way to install that was not taken, and why. */
export function passedOver(each: Candidate, first: Candidate): Considered {
  const why = each.kind === first.kind ? `${first.file} comes first` : RULE;
  return { fact: 'dependencies', value: `${each.manager} ${each.file}`, origin: { file: each.file }, why };
}

/** Whether reading the chosen one reads the other too, or it was made of it. */
export function isPartOf(other: Candidate, chosen: Candidate): boolean {
  if (chosen.manager === 'pylock' && other.kind === 'manifest') return true;
  return chosen.read().dependencies?.files.includes(other.file) ?? false;
}
