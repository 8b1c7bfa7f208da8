import { expect, test } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';
import { frontendWords } from '../../src/messages/frontend.ts';
import type { FrontendProblem } from '../../src/problems/frontend.ts';

/** One of each code; the type makes it complete. */
const one: { readonly [C in FrontendProblem['code']]: Extract<FrontendProblem, { code: C }> } = {
  'frontend-several': {
    code: 'frontend-several',
    need: 'django_vite',
    candidates: [{ folder: 'x/y', script: 'build' }],
  },
  'frontend-option-wrong': { code: 'frontend-option-wrong', folder: 'x/y', known: ['a'] },
  'frontend-without-script': { code: 'frontend-without-script', file: 'x/y', scripts: ['lint'] },
  'frontend-apart': { code: 'frontend-apart', folders: ['x/y'] },
  'npmrc-holds-secret': { code: 'npmrc-holds-secret', file: 'x/y', line: 3 },
  'frontend-fails': { code: 'frontend-fails', step: 'build', folder: 'x/y', command: 'npm run build', lines: [] },
};

test('each says what was found where, and what to type next', () => {
  expect(Object.keys(one).toSorted()).toEqual(Object.keys(frontendWords).toSorted());
  for (const problem of Object.values(one)) {
    const { what, found = [], next } = wordsFor(problem);
    expect(`${what} ${found.join(' ')}`).toContain('x/y');
    expect(next.join(' ')).toMatch(/--\w/);
  }
});

const failing = (step: string, lines: string): { what: string; next: readonly string[]; found?: readonly string[] } => {
  const mark = JSON.stringify({ kind: 'frontend', step, folder: 'ui', command: 'npm ci', file: 'ui/a.js', line: 3 });
  const output = [...lines.split('\n'), `simple-deploy-failure ${mark}`];
  return wordsFor(explainBuildFailure('[frontend 2/3] RUN x', output, 'base')!);
};

test('a failing build shows its last lines, and the file of the project with its line', () => {
  const { what, found } = failing('build', 'one\ntwo');
  expect(what).toBe('The front end in ui does not build: "npm ci" fails (ui/a.js:3).');
  expect(found).toEqual(['one', 'two']);
});

test.each([
  [
    'install',
    '`npm ci` can only install packages when your package.json and package-lock.json are in sync',
    'commit the lock',
  ],
  ['install', 'ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"', 'commit the lock'],
  ['install', 'npm error code E401', 'id=npmrc'],
  ['install', 'error x@1: The engine "node" is incompatible with this module.', '.nvmrc'],
  [
    'install',
    'error x@1: The engine "node" is incompatible. Expected version ">=12". Got "8.0.0"',
    'Node >=12, and this is 8.0.0',
  ],
  [
    'install',
    "npm warn EBADENGINE Unsupported engine {\nEBADENGINE   required: { npm: '>=9', node: '>=18' },\n  current: { node: 'v16.20.0' } }",
    'Node >=18, and this is 16.20.0: name a version in .nvmrc',
  ],
  ['build', 'Error: error:0308010C … ERR_OSSL_EVP_UNSUPPORTED', 'It wants another Node: name a version in .nvmrc'],
  ['install', 'gyp ERR! stack Error: not found: make', '--base-image'],
  ['build', 'sh: 1: sass: not found', 'npx --yes sass'],
  ['node', 'connection refused', '--node-image'],
  ['build', 'anything else', '--frontend none'],
])('%s: %s → %s', (step, lines, expected) => {
  expect(failing(step, lines).next.join(' ')).toContain(expected);
});

test.each([
  'npm error code ECONNRESET\nnpm error network request to http://registry.example/left-pad failed, reason: read ECONNRESET',
  'npm error code E503\nnpm error 503 Service Unavailable - GET http://registry.example/left-pad',
])('a registry that is not reached is told from a project that does not install: %s', (said) => {
  expect(failing('install', said).next.join()).toMatch(/^The registry was not reached.*build again in a while/);
  expect(failing('build', 'connect ECONNREFUSED 127.0.0.1:3000').next.join()).not.toContain('registry');
});
