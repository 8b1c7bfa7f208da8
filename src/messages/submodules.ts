import type { FilesNote } from '../problems/files-note.ts';
import type { WordsOf } from './words.ts';

const FETCH = 'git submodule update --init';

/** Of git submodules that nobody has fetched. */
export const submoduleWords: WordsOf<Extract<FilesNote, { code: 'submodules-empty' }>> = {
  'submodules-empty': ({ paths }) => ({
    what:
      paths.length === 1
        ? `The git submodule ${paths.join('')} is empty here, and so it is where the app runs.`
        : `The git submodules ${shown(paths)} are empty here, and so they are where the app runs.`,
    next: [`To have what ${paths.length === 1 ? 'it holds' : 'they hold'}: ${FETCH}`],
  }),
};

const SHOWN = 5;

function shown(paths: readonly string[]): string {
  const more = paths.length - SHOWN;
  return more > 1 ? `${paths.slice(0, SHOWN).join(', ')} and ${more} more` : paths.join(', ');
}

/** Where a project may be that was looked for in vain. */
export function mayBeInSubmodules(paths: readonly string[]): string {
  const what = paths.length === 1 ? 'a git submodule that is empty here' : 'git submodules that are empty here';
  return `It may be in ${shown(paths)}, ${what}: ${FETCH}`;
}
