import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import { shellCommand } from './shell-line.ts';

/** What was found, with what the person adds or replaces; an empty command removes. */
export function withChosen(
  found: readonly Fact<ProcessType>[],
  chosen: Readonly<Record<string, string>>,
): readonly Fact<ProcessType>[] {
  const kept = found.filter(({ value }) => !Object.hasOwn(chosen, value.name));
  const added = Object.entries(chosen)
    .filter(([, line]) => line !== '')
    .map(([name, line]) => ({ value: { name, command: shellCommand(line) }, origin: { option: '--process' } }));
  return [...kept, ...added];
}
