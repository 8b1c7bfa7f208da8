import type { BuildProblem } from '../problems/build.ts';
import { isOneOf, systemPackagesFor, type Demands } from './needed.ts';

/** A note on packages that are to be left out and that nothing asks for; undefined when there are none. Pure. */
export function notThere(demands: Demands): Extract<BuildProblem, { code: 'system-package-not-there' }> | undefined {
  const { build, run } = systemPackagesFor({ ...demands, without: [] });
  const known = [...build, ...run];
  const names = demands.without.filter((name) => !known.some((each) => isOneOf(each, [name])));
  return names.length === 0 ? undefined : { code: 'system-package-not-there', names, there: run };
}
