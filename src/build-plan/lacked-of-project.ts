import type { LeftOut } from '../values/build-plan.ts';

/** What the build says of a failure. */
interface Said {
  readonly exception: string;
  readonly message: string;
  /** Path below root of the module or file that was looked for in vain; empty when that cannot be told. */
  readonly lacks: string;
}

/**
 * The module or file of the project's own that the image lacks: one that stays out, or one that is nowhere; undefined when it
 * is none of the project's. Pure.
 */
export function lackedOfProject(
  { exception, message, lacks }: Said,
  leftOut: readonly LeftOut[],
): { readonly leftOut: LeftOut } | { readonly absent: string } | undefined {
  if (lacks !== '') {
    const out = leftOut.find(({ path }) => lacks === path || lacks === `${path}.py` || lacks.startsWith(`${path}/`));
    if (out !== undefined) return { leftOut: out };
    // `from . import name`: most often it is the name that is wrong.
    return exception === 'ImportError' ? undefined : { absent: lacks };
  }
  const module = /^No module named '([\w.]+)'/.exec(message)?.[1]?.replaceAll('.', '/');
  const out = module === undefined ? undefined : leftOut.find(({ path }) => isModule(path, module));
  return out === undefined ? undefined : { leftOut: out };
}

/** Whether the module lies at that path, or below it, in whatever folder imports begin at. */
function isModule(path: string, module: string): boolean {
  const names = [module, `${module}.py`, module.split('/')[0] ?? module];
  return names.some((name) => path === name || path.endsWith(`/${name}`));
}
