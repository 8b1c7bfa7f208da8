import { expect, test } from 'vitest';
import { wrongContents } from '../../scripts/check/package-contents.ts';

const whole = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'bin/simple-deploy.js',
  'dist/cli.cjs',
  'dist/LICENCES.txt',
  'templates/Dockerfile.mustache',
  'templates/summary/page.html.mustache',
  'docs/guide.md',
  'docs/image.md',
  'docs/ci.md',
  'docs/platforms/fly.md',
  'docs/platforms/local.md',
  'docs/platforms/registry.md',
];

test('a whole package is fine', () => {
  expect(wrongContents(whole)).toEqual([]);
});

test('what is missing is named', () => {
  expect(wrongContents(whole.filter((path) => !path.startsWith('templates/')))).toEqual([
    'templates/Dockerfile.mustache is missing from the package',
    'templates/summary/page.html.mustache is missing from the package',
  ]);
});

test.each(['test/cli.test.ts', 'src/cli.ts', 'dist/cli.ts', 'templates/__pycache__/a.pyc', 'notes.txt'])(
  '%s has no place in it',
  (path) => {
    expect(wrongContents([...whole, path])).toEqual([`${path} is no part of the package`]);
  },
);
