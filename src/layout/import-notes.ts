import type { Problem } from '../problems.ts';
import type { Fact } from '../values/fact.ts';
import type { Dependencies } from '../values/layout.ts';
import { place } from '../values/place.ts';
import { normalizedName } from './dependencies/requirement.ts';
import type { FoundImports } from './environment/find-environment.ts';
import { distributionOf } from './guessed/distributions.ts';

/** What is known to go wrong with the imports of manage.py, the settings and the application. */
export function importNotes({ lacking, foreign }: FoundImports, dependencies: Dependencies): readonly Problem[] {
  const modules = lacking.map(({ value, origin }) => ({ module: value, where: place(origin) }));
  const missing = foreign.flatMap((each) => notRequired(each, dependencies));
  const file = dependencies.lock ?? dependencies.files[0] ?? '';
  return [
    ...(modules.length > 0 ? [{ code: 'settings-import-missing' as const, modules }] : []),
    ...(missing.length > 0 ? [{ code: 'import-not-required' as const, file, missing }] : []),
  ];
}

/** A module that we know the distribution of, where what is installed is listed to the last, and nothing is called like it. */
function notRequired({ value, origin }: Fact<string>, { requirements }: Dependencies) {
  const distribution = distributionOf(value);
  if (distribution === undefined || !isComplete(requirements)) return [];
  const [name, module] = [distribution.replace(/\[.*/, ''), normalizedName(value)].map(normalizedName);
  const isThere = requirements.some((each) => each.name === name || each.name.includes(module ?? ''));
  return isThere ? [] : [{ module: value, distribution, where: place(origin) }];
}

/** Of a lock, or written by `pip freeze`: nobody writes down by hand what Django itself needs. */
function isComplete(requirements: Dependencies['requirements']): boolean {
  return (
    requirements.some(({ name }) => name === 'sqlparse') && requirements.every(({ version }) => version !== undefined)
  );
}
