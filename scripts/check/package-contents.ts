/** What the published package must hold: the command, what it runs and what it generates from. */
const required = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'bin/simple-deploy.js',
  'dist/cli.cjs',
  'dist/LICENCES.txt',
  'templates/Dockerfile.mustache',
  'templates/summary/page.html.mustache',
  // Summaries name them.
  'docs/guide.md',
  'docs/image.md',
  'docs/ci.md',
  'docs/platforms/fly.md',
  'docs/platforms/local.md',
  'docs/platforms/registry.md',
];

const allowed = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|(bin|dist|templates|docs)\/.*)$/;
const never = /\.test\.|__pycache__|\.pyc$|(^|\/)(test|tests|fixtures|scripts|bench)\/|\.ts$/;

/** What is wrong with a list of files that would be published, a line each. */
export function wrongContents(files: readonly string[]): string[] {
  return [
    ...required.filter((path) => !files.includes(path)).map((path) => `${path} is missing from the package`),
    ...files
      .filter((path) => !allowed.test(path) || never.test(path))
      .map((path) => `${path} is no part of the package`),
  ];
}
