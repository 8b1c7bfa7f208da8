import type { Aftermath } from '../problems/platform.ts';
import type { Words } from './words.ts';

/** The words of a failure, with what became of what had been done before it. */
export function withAftermath(words: Words, { undone, notUndone, serves }: Aftermath): Words {
  const lines = [
    ...(undone.length > 0 ? [`Taken back: ${undone.join(', ')}.`] : []),
    ...notUndone.map(({ title, reason }) => `NOT taken back: ${title} (${reason}).`),
    ...(serves === undefined ? [] : [`Still served at ${serves.url}: ${serves.image}, as before this push.`]),
  ];
  const again = 'Push again when the cause is gone: a push repairs what an earlier one left.';
  const next = notUndone.length > 0 ? [...words.next, again] : words.next;
  return { ...words, found: [...(words.found ?? []), ...lines], next };
}
