import { expect, test } from 'vitest';
import { wordsFor } from '../../src/messages.ts';
import { withAftermath } from '../../src/messages/platform-aftermath.ts';

const words = { what: 'Port 8000 is taken.', found: ['  a line of a log'], next: ['Choose another port.'] };

test('what was taken back and what still serves stand below what was found', () => {
  const serves = { url: 'http://localhost:8000/', image: 'simple-deploy/blog:1' };
  expect(withAftermath(words, { undone: ['Create the new release', 'Stop'], notUndone: [], serves })).toEqual({
    ...words,
    found: [
      '  a line of a log',
      'Taken back: Create the new release, Stop.',
      'Still served at http://localhost:8000/: simple-deploy/blog:1, as before this push.',
    ],
  });
});

test('what could not be taken back is told with its reason, and that a push repairs it', () => {
  const notUndone = [{ title: 'Start the new release', reason: 'connect ECONNREFUSED' }];
  const { found, next } = withAftermath({ what: words.what, next: words.next }, { undone: [], notUndone });
  expect(found).toEqual(['NOT taken back: Start the new release (connect ECONNREFUSED).']);
  expect(next).toEqual([
    'Choose another port.',
    'Push again when the cause is gone: a push repairs what an earlier one left.',
  ]);
});

test('any failure tells its aftermath', () => {
  const aftermath = { undone: ['Create the new release'], notUndone: [] };
  const { what, found } = wordsFor({ code: 'port-taken', port: 8000, aftermath });
  expect(what).toBe('Port 8000 is taken.');
  expect(found).toEqual(['Taken back: Create the new release.']);
});
