import type { Problem } from './problems.ts';
import type { LeftOut } from './values/build-plan.ts';
import { EMPTY_SUBMODULE } from './values/empty-submodule.ts';
import type { Fact } from './values/fact.ts';
import { place } from './values/place.ts';

/** Databases stay out on purpose, and the image has a place of its own for them. */
const meant = 'SQLite database';

/**
 * What is to be said of files that the settings name and that stay out of the image: undefined when there are none.
 * `filesRead` and `leftOut` are those of the layout and of the build plan.
 */
export function leftOutRead(
  filesRead: readonly Fact<string>[],
  leftOut: readonly LeftOut[],
): Extract<Problem, { code: 'settings-read-left-out' }> | undefined {
  const files = filesRead.flatMap(({ value: path, origin, why = '' }) => {
    const rule = ruleOf(path, leftOut);
    return rule === undefined || rule === meant ? [] : [{ path, rule, where: place(origin), by: why }];
  });
  return files.length === 0 ? undefined : { code: 'settings-read-left-out', files };
}

/** The rule by which a path, or a folder above it, stays out. */
export function ruleOf(path: string, leftOut: readonly LeftOut[]): string | undefined {
  return leftOut.find((each) => path === each.path || path.startsWith(`${each.path}/`))?.rule;
}

/** What of the left out an error of the image is about: its message names the file, as it would lie there or by its name alone. */
export function leftOutIn(message: string, leftOut: readonly LeftOut[]): LeftOut | undefined {
  const paths = [...message.matchAll(/['"]([^'"]+)['"]/g)].map(([, path = '']) =>
    path.replace(/^\/(project|app)\//, ''),
  );
  const named = (path: string): boolean =>
    leftOut.some((each) => each.path === path || each.path.endsWith(`/${path}`) || path.startsWith(`${each.path}/`));
  const path = paths.find((each) => each !== '' && named(each));
  if (path === undefined) return undefined;
  const exact = leftOut.find((each) => each.path === path || path.startsWith(`${each.path}/`));
  const same = exact ?? leftOut.find((each) => each.path.endsWith(`/${path}`));
  return same === undefined ? undefined : { path: exact === undefined ? same.path : path, rule: same.rule };
}

/** The empty submodule that an error of the image is about: it names a file in it, or the module that its folder is. */
export function emptySubmoduleIn(message: string, submodules: readonly string[]): LeftOut | undefined {
  const path = submodules.find((each) => {
    const name = each.slice(each.lastIndexOf('/') + 1);
    const words = message.split(/[^\w./-]+/);
    return (
      words.some((word) => word.split('/').slice(0, -1).includes(name)) || message.includes(`No module named '${name}`)
    );
  });
  return path === undefined ? undefined : { path, rule: EMPTY_SUBMODULE };
}
