import { expect, test } from 'vitest';
import { bareUrl, linesWithSecret } from '../../../src/layout/dependencies/index-url.ts';

test.each([
  ['https://example.com/simple', 'https://example.com/simple'],
  ['https://me:secret@example.com/simple', 'https://example.com/simple'],
  ['https://${USER}:${TOKEN}@example.com/simple', 'https://example.com/simple'],
  ['https://token@example.com/simple', 'https://example.com/simple'],
  ['ssh://git@example.com/team/lib.git', 'ssh://git@example.com/team/lib.git'],
  ['git+ssh://git@example.com/team/lib.git', 'git+ssh://git@example.com/team/lib.git'],
  ['not an address', 'not an address'],
])('%s without credentials', (url, bare) => {
  expect(bareUrl(url)).toBe(bare);
});

test.each([
  ['--index-url https://me:secret@example.com/simple', [1]],
  ['Django\nlib @ git+https://ghp_token@example.com/x', [2]],
  ['--index-url https://${USER}:${TOKEN}@example.com/simple', []],
  ['url = "https://$USER:$TOKEN@example.com"', []],
  ['url = "https://me:$TOKEN@example.com"', []],
  ['lib @ git+ssh://git@example.com/x', []],
  ['lib @ git+ssh://deploy@10.0.0.1:2222/srv/x.git', []],
  ['lib @ git+ssh://me:secret@example.com/x', [1]],
  ['authors = ["me <me@example.com>"]', []],
  ['# https://me:secret@example.com', []],
])('%j holds a secret in lines %j', (text, lines) => {
  expect(linesWithSecret(text)).toEqual(lines);
});
