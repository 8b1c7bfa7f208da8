import type { Fact } from '../values/fact.ts';
import type { CodeNeed, Dependencies } from '../values/layout.ts';
import { needsOf } from './needed.ts';
import { codeNeeds } from './table.ts';

/**
 * Each Debian package that the image gets for this project, in order of name, with what asks for it. What our own
 * additions (a database driver) bring is decided at the build, and not here.
 */
export function systemPackageFacts(
  dependencies: Fact<Dependencies> | undefined,
  code: readonly Fact<CodeNeed>[],
): readonly Fact<string>[] {
  const required = dependencies?.value.requirements ?? [];
  const facts: Fact<string>[] = [];
  for (const requirement of required) {
    const why = `${requirement.name} needs it`;
    for (const value of needsOf(requirement).flatMap(({ run = [] }) => run))
      facts.push({ value, origin: dependencies?.origin ?? 'default', why });
  }
  for (const { value: need, origin, why = need } of code) {
    const names = codeNeeds.filter((row) => row.need === need).flatMap(({ run = [] }) => run);
    for (const value of names) facts.push({ value, origin, why });
  }
  return facts
    .filter(({ value }, index) => facts.findIndex((each) => each.value === value) === index)
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));
}
