import type { Frontend } from '../../values/frontend.ts';

/** What builds a front end, as it is typed in its folder. */
export function buildLine({ build, install }: Frontend): string {
  if (build === undefined) return 'its packages';
  return 'command' in build ? build.command : `${install.value.manager} run ${build.script}`;
}
