import type { LeftOut } from './values/build-plan.ts';

const SHOWN = 3;

/** What stays out, by rule, in a few words: the first paths, and how many more. */
export function leftOutGroups(
  leftOut: readonly LeftOut[],
): readonly { readonly rule: string; readonly paths: string }[] {
  const rules = [...new Set(leftOut.map(({ rule }) => rule))];
  return rules.map((rule) => {
    const paths = leftOut.filter((each) => each.rule === rule).map(({ path }) => path);
    const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
    return { rule, paths: `${paths.slice(0, SHOWN).join(', ')}${more}` };
  });
}
