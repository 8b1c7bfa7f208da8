import type { Dependencies } from '../../values/layout.ts';

/** The given facts about dependencies; whatever is not given is empty. */
export function dependenciesWith(given: Pick<Dependencies, 'manager' | 'files'> & Partial<Dependencies>): Dependencies {
  return {
    requirements: [],
    localPaths: [],
    needsGit: false,
    needsSsh: false,
    groups: [],
    extras: [],
    offered: [],
    declared: [],
    guessed: [],
    indexes: [],
    ...given,
  };
}
