import type { Fact } from '../values/fact.ts';
import type { CodeNeed, Dependencies } from '../values/layout.ts';
import type { LayoutProblem } from '../problems/layout.ts';
import { needsOf } from './needed.ts';
import { beyond, codeNeeds } from './table.ts';

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
    for (const { run = [], lastDebian } of needsOf(requirement)) {
      const last = lastDebian === undefined ? '' : `; the last Debian that has it is ${lastDebian}`;
      const why = `${requirement.name} needs it${last}`;
      for (const value of run) facts.push({ value, origin: dependencies?.origin ?? 'default', why });
    }
  }
  for (const { value: need, origin, why = need } of code) {
    const names = codeNeeds.filter((row) => row.need === need).flatMap(({ run = [] }) => run);
    for (const value of names) facts.push({ value, origin, why });
  }
  return facts
    .filter(({ value }, index) => facts.findIndex((each) => each.value === value) === index)
    .toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

/** What the requirements need and no Debian package brings: a browser, the drivers of some databases. */
export function unmetNeeds({ requirements }: Dependencies): readonly LayoutProblem[] {
  return beyond.flatMap(({ packages, what, source }): LayoutProblem[] => {
    const found = requirements.find(({ name }) => packages.includes(name));
    if (found === undefined) return [];
    return [{ code: 'system-need-unmet', requirement: found.name, what: what as Unmet, source }];
  });
}

type Unmet = Extract<LayoutProblem, { code: 'system-need-unmet' }>['what'];
