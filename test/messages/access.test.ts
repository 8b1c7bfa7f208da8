import { expect, test } from 'vitest';
import { accessAdvice } from '../../src/messages/access.ts';

test.each([
  ['Host key verification failed.\nfatal: Could not read from remote repository.', 'ssh-keyscan'],
  ['git@far.test: Permission denied (publickey).', '--ssh default'],
  ["fatal: could not read Username for 'https://far.test': terminal prompts disabled", 'id=netrc'],
  ['x was not found in the package registry', 'id=netrc'],
  ['HTTP status client error (401 Unauthorized) for url (https://far.test/simple/x/)', 'id=netrc'],
])('%s → %s', (output, next) => {
  expect(accessAdvice(output)).toEqual([expect.stringContaining(next)]);
});

test('nothing is advised where nobody was turned away', () => {
  expect(accessAdvice('error: gcc failed with exit code 1')).toEqual([]);
});
