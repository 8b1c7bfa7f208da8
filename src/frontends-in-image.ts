import { ruleOf } from './left-out-read.ts';
import type { LeftOut } from './values/build-plan.ts';
import type { Considered } from './values/considered.ts';
import type { Fact } from './values/fact.ts';
import type { Frontend } from './values/frontend.ts';

/** The front ends of which the image has the sources, and those that it has not, with the rule. */
export interface FrontendsInImage {
  readonly frontends: readonly Fact<Frontend>[];
  readonly considered: readonly Considered[];
}

/**
 * A front end whose sources a .dockerignore leaves out is built elsewhere, and what is committed of it is used, as with the project's
 * own Dockerfile. One that the person names is built.
 */
export function frontendsInImage(frontends: readonly Fact<Frontend>[], leftOut: readonly LeftOut[]): FrontendsInImage {
  const split = frontends.map((fact) => {
    const rule = ruleOf(`${fact.value.folder}/package.json`.replace(/^\.\//, ''), leftOut);
    const isNamed = typeof fact.origin === 'object' && 'option' in fact.origin;
    return { fact, rule: isNamed ? undefined : rule };
  });
  return {
    frontends: split.flatMap(({ fact, rule }) => (rule === undefined ? [fact] : [])),
    considered: split.flatMap(({ fact, rule }): Considered[] =>
      rule === undefined
        ? []
        : [
            {
              fact: 'frontends',
              value: fact.value.folder,
              origin: fact.origin,
              why: `it stays out of the image (${rule}): what is committed of it is used`,
            },
          ],
    ),
  };
}
