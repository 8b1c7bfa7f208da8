import type { Requirement } from '../../values/layout.ts';
import { bringsDjango } from './requirement.ts';

/** A dependency group, or an extra of the project itself. */
interface Group {
  readonly name: string;
  readonly requirements: readonly Requirement[];
  /** Whether the manager installs it when it is told nothing. */
  readonly byDefault: boolean;
}

const development: ReadonlySet<string> = new Set(
  [
    'dev devel develop development test tests testing doc docs documentation lint linting linter linters',
    'typing type types typecheck typechecking mypy ci debug qa style format formatting quality commit fuzz fuzzing',
    'notebook notebooks jupyter local tool tools tooling release coverage profile profiling',
    'bench benchs benchmark benchmarks e2e stubs',
  ].flatMap((words) => words.split(' ')),
);
const production: ReadonlySet<string> = new Set(
  'prod production deploy deployment server web heroku docker'.split(' '),
);

/** Whether a group, an extra or a requirements file of that name is for people who develop. */
export function isForDevelopment(name: string): boolean {
  return wordsOf(name).some((word) => development.has(word));
}

/** Whether its name says that a server installs it. */
export function isForProduction(name: string): boolean {
  return wordsOf(name).some((word) => production.has(word)) && !isForDevelopment(name);
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[-_.]/);
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
