import { expect, test } from 'vitest';
import { comesByGit } from '../../../src/layout/frontend/by-git.ts';

test.each([
  'github:nhn/raphael',
  'nhn/raphael#2.2.0-c',
  'nhn/raphael',
  'git+https://host.example/a/b.git',
  'git://host.example/a.git',
  'https://host.example/a/b.git#main',
  'git@host.example:a/b.git',
])('%s comes from a repository', (version) => {
  expect(comesByGit({ dependencies: { a: '1', b: version } }, undefined)).toBe(true);
});

test.each([
  '^1.0.0',
  'latest',
  'npm:other@1',
  'workspace:*',
  'file:../a',
  './a',
  'https://host.example/a-1.0.0.tgz',
  '1.x || 2',
])('%s does not', (version) => {
  expect(comesByGit({ dependencies: { a: version } }, undefined)).toBe(false);
});

test.each([
  ['"resolved": "git+ssh://git@github.com/a/b.git#0123"', true],
  ['  resolved "https://github.com/nhn/raphael.git#78a6"', true],
  ['  resolution: "b@https://github.com/a/b.git#commit=0123"', true],
  ['    resolution: {commit: 0123, repo: https://host.example/a.git, type: git}', true],
  ['  resolved "https://registry.example/git-url-parse/-/git-url-parse-13.1.1.tgz#6633"', false],
  ['    resolution: {tarball: https://codeload.github.com/a/b/tar.gz/0123}', false],
])('a lock that has %s', (line, isSo) => {
  expect(comesByGit({ dependencies: { a: 'a/b' } }, line)).toBe(isSo);
});
