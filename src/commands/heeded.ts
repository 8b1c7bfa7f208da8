import type { Words } from '../messages/words.ts';
import type { Problem } from '../problems.ts';
import type { World } from './command.ts';
import { wordsHere } from './words-here.ts';

/** What is lost, open or broken unless somebody looks at it. */
const warnings: ReadonlySet<Problem['code']> = new Set([
  'note-data-without-volume',
  'note-no-backup',
  'note-backup-thin',
  'note-page-fails',
  'note-process-dies',
]);

/** The notes of a platform in words: those that need somebody's attention, and those that are worth knowing. */
export function heeded(
  notes: readonly Problem[],
  world: Pick<World, 'dir'>,
): { readonly warnings: readonly Words[]; readonly notes: readonly Words[] } {
  const isWarning = ({ code }: Problem): boolean => warnings.has(code);
  const inWords = (some: readonly Problem[]): readonly Words[] => some.map((note) => wordsHere(note, world));
  return { warnings: inWords(notes.filter(isWarning)), notes: inWords(notes.filter((note) => !isWarning(note))) };
}
