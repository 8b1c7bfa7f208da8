import type { Problem } from '../problems.ts';
import type { ImageFacts } from '../values/image.ts';

/**
 * A note on what is lost with the container, for a platform that makes no volume: `possible` when the person can mount one
 * there. None for an image that keeps nothing in files.
 */
export function dataNotes(facts: ImageFacts | undefined, possible: boolean): readonly Problem[] {
  const what = [
    ...(facts?.database === 'sqlite' ? ['SQLite database'] : []),
    ...(facts?.media === true ? ['uploads'] : []),
  ];
  return what.length === 0 ? [] : [{ code: 'note-data-without-volume', what, possible }];
}
