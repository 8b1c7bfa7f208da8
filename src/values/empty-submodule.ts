/** Why what lies in a git submodule is not in the image. */
export const EMPTY_SUBMODULE = 'git submodule that is empty here';
