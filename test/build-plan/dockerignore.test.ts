import { expect, test } from 'vitest';
import { ignoring, parseDockerignore } from '../../src/build-plan/dockerignore.ts';
import { problemOf } from '../support/problem-of.ts';

/** Those of the paths that stay out. */
function ignored(text: string, paths: readonly string[]): string[] {
  const ignored = ignoring(parseDockerignore('.dockerignore', text));
  return paths.filter((path) => ignored(path) !== undefined);
}

// Each was compared with what `docker build` of release 28 sends.
test.each([
  ['a.md', ['a.md'], ['b/a.md', 'A.md', 'a-md']],
  ['*.md', ['a.md', '.md'], ['b/a.md']],
  ['*/*.md', ['b/a.md'], ['a.md', 'c/b/a.md']],
  ['**/*.md', ['a.md', 'b/a.md', 'c/b/a.md'], ['a.mdx']],
  ['**/build', ['build', 'a/build', 'a/build/b'], ['rebuild']],
  ['**build', ['build', 'rebuild', 'a/rebuild'], ['builder']],
  ['docs/**', ['docs/a', 'docs/b/a'], ['docs', 'docsx/a']],
  ['a/**/b', ['a/b', 'a/c/b', 'a/c/d/b'], ['ab', 'a/bc']],
  ['**', ['a', 'a/b'], []],
  ['docs', ['docs', 'docs/a', 'docs/b/a'], ['docs2', 'a/docs']],
  ['docs/', ['docs', 'docs/a'], ['docs2']],
  ['/docs', ['docs', 'docs/a'], ['a/docs']],
  ['./docs', ['docs'], ['a/docs']],
  ['a/../docs', ['docs'], ['a']],
  ['../docs', [], ['docs']],
  ['  docs  ', ['docs'], []],
  ['?.txt', ['a.txt', 'é.txt', '😀.txt'], ['ab.txt', '.txt']],
  ['a?b', ['axb'], ['a/b']],
  ['[a-c].txt', ['b.txt'], ['d.txt']],
  ['[^a-c].txt', ['d.txt'], ['b.txt']],
  ['a[+]b', ['a+b'], ['aab']],
  ['notes (old).txt', ['notes (old).txt'], ['notes old.txt']],
  ['{{cookiecutter.x}}', ['{{cookiecutter.x}}'], ['cookiecutter']],
  ['a+b|c^$.d', ['a+b|c^$.d'], ['aab']],
  [String.raw`a\*b`, ['a*b'], ['axb']],
  [String.raw`\!a`, ['!a'], ['a']],
  [String.raw`\#a`, ['#a'], ['a']],
  ['#a', [], ['#a', 'a']],
  [' #a', ['#a'], ['a']],
  ['*\n!src', ['a', 'b/c'], ['src', 'src/a']],
  ['*.md\n!README.md', ['a.md'], ['README.md']],
  ['!README.md\n*.md', ['README.md', 'a.md'], []],
  ['docs\n!docs/a\ndocs/a/b', ['docs', 'docs/c', 'docs/a/b'], ['docs/a', 'docs/a/c']],
  ['a/*.py\n!a*', ['a/b.py'], ['a', 'a/b']],
  ['a\r\n\r\nb\r\n', ['a', 'b'], ['c']],
  ['constructor\n__proto__', ['constructor', '__proto__'], ['toString']],
])('%j', (text, out, stays) => {
  expect(ignored(text, [...out, ...stays])).toEqual(out);
});

test.each(['[', '[]', 'a[b', 'a\\', '!', '[a-]', '[c-a]', '!/'])('what docker refuses is refused: %j', (pattern) => {
  const problem = problemOf(() => parseDockerignore('.dockerignore', `# first\n${pattern}\n`));
  expect(problem).toEqual({ code: 'dockerignore-pattern', file: '.dockerignore', line: 2, pattern });
});

test('a line that is too long for a pattern is none', () => {
  expect(problemOf(() => parseDockerignore('.dockerignore', 'a"'.repeat(30_000))).code).toBe('dockerignore-pattern');
});

test('the rule that decides is the last', () => {
  const ignored = ignoring(parseDockerignore('.dockerignore', '\n*\n!a\na/b'));
  expect(ignored('a/b/c')).toMatchObject({ line: 4, text: 'a/b' });
});
