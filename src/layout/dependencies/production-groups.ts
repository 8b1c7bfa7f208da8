import type { Requirement } from '../../values/layout.ts';
import { bringsDjango } from './requirement.ts';

/** A dependency group, or an extra of the project itself. */
interface Group {
  readonly name: string;
  readonly requirements: readonly Requirement[];
  /** Whether the manager installs it when it is told nothing. */
  readonly byDefault: boolean;
}

const development =
  /(^|[-_.])(dev|devel|develop|development|tests?|testing|docs?|documentation|lint|linting|linters?|typing|types?|typecheck(ing)?|mypy|ci|debug|qa|style|format(ting)?|quality|commit|notebooks?|jupyter|local|tools?|tooling|release|coverage|profil(e|ing)|bench(mark)?s?|e2e|stubs)([-_.]|$)/i;
const production = /(^|[-_.])(prod|production|deploy(ment)?|server|web|heroku|docker)([-_.]|$)/i;

/** Whether a group, an extra or a requirements file of that name is for people who develop. */
export function isForDevelopment(name: string): boolean {
  return development.test(name);
}

/** Whether its name says that a server installs it. */
export function isForProduction(name: string): boolean {
  return production.test(name) && !development.test(name);
}

/**
 * The groups that a server installs besides the main requirements: those whose names say production, and those that the
 * manager takes by itself unless their names say development. When nothing of all that brings Django, those that do.
 */
export function productionGroups<T extends Group>(groups: readonly T[], main: readonly Requirement[]): readonly T[] {
  const chosen = groups.filter(
    ({ name, byDefault }) => isForProduction(name) || (byDefault && !isForDevelopment(name)),
  );
  if (bringsDjango([main, ...chosen.map(({ requirements }) => requirements)].flat())) return chosen;
  return [
    ...chosen,
    ...groups.filter(
      (group) => !chosen.includes(group) && !isForDevelopment(group.name) && bringsDjango(group.requirements),
    ),
  ];
}
