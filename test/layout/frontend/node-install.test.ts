import { expect, test } from 'vitest';
import { nodeInstall } from '../../../src/layout/frontend/node-install.ts';
import { readPackage } from '../../../src/layout/frontend/node-packages.ts';
import { project } from '../project.ts';

function install(texts: Record<string, string>, folder = 'ui') {
  const files = project({ 'ui/package.json': '{}', ...texts });
  return nodeInstall(files, readPackage(files, `${folder}/package.json`)!);
}

const managers = (texts: Record<string, string>): unknown => {
  const { manager, managerPackage } = install(texts).value;
  return managerPackage ?? manager;
};

test.each([
  ['ui/package-lock.json', '{}', 'npm'],
  ['ui/pnpm-lock.yaml', "lockfileVersion: '9.0'\n", 'pnpm@10'],
  ['ui/pnpm-lock.yaml', "lockfileVersion: '6.0'\n", 'pnpm@8'],
  ['ui/pnpm-lock.yaml', 'lockfileVersion: 5.4\n', 'pnpm@7'],
  ['ui/yarn.lock', '# yarn lockfile v1\n', 'yarn@1.22.22'],
  ['ui/yarn.lock', '__metadata:\n  version: 8\n', '@yarnpkg/cli-dist@4'],
  ['ui/yarn.lock', '__metadata:\n  version: 6\n', '@yarnpkg/cli-dist@3'],
  ['ui/bun.lock', '{}', 'bun@1'],
  ['ui/README.md', '', 'npm'],
])('%s: %s', (path, text, expected) => {
  expect(managers({ [path]: text })).toBe(expected);
});

test.each([
  ['pnpm@10.18.0+sha512.abc', 'pnpm@10.18.0'],
  ['yarn@4.9.4', '@yarnpkg/cli-dist@4.9.4'],
  ['yarn@1.22.19', 'yarn@1.22.19'],
  ['npm@10.5.0', 'npm@10.5.0'],
  ['bun@1.2.3', 'bun@1.2.3'],
])('packageManager %s goes before a lock file of another', (packageManager, expected) => {
  const texts = { 'ui/package.json': JSON.stringify({ packageManager }), 'ui/package-lock.json': '' };
  expect(managers(texts)).toBe(expected);
});

test('a member of a workspace is installed where its root is, with the manifests of all members', () => {
  const texts = {
    'package.json': JSON.stringify({ workspaces: ['ui', 'packages/*'] }),
    'package-lock.json': '{}',
    'packages/x/package.json': '{}',
    'packages/x/index.js': '',
  };
  expect(install(texts).value).toMatchObject({
    folder: '.',
    lock: 'package-lock.json',
    manifests: ['package-lock.json', 'package.json', 'packages/x/package.json', 'ui/package.json'],
  });
  expect(install({ ...texts, 'ui/package-lock.json': '{}' }).value.folder).toBe('ui');
  const other = { 'package.json': '{}', 'pnpm-workspace.yaml': "packages:\n  - 'u*'\n", 'pnpm-lock.yaml': '' };
  expect(install(other).value).toMatchObject({ folder: '.', manager: 'pnpm' });
  expect(install({ 'package.json': '{}', 'package-lock.json': '' }).value.folder).toBe('ui');
});

test.each([
  [{ scripts: { postinstall: 'node setup.js' } }, true],
  [{ scripts: { prepare: 'husky', preinstall: 'npx only-allow pnpm' } }, false],
  [{ dependencies: { mine: 'file:../mine' } }, true],
  [{ dependencies: { other: '^1' } }, false],
])('%j: the whole tree is needed to install: %s', (manifest, expected) => {
  expect(install({ 'ui/package.json': JSON.stringify(manifest) }).value.fromTree).toBe(expected);
});

test('what an installer reads besides: settings without secrets, patches, the yarn that is committed', () => {
  const texts = {
    'ui/.npmrc': '//npm.example/:_authToken=${NPM_TOKEN}\n',
    'ui/.yarnrc.yml': '',
    'ui/.yarn/releases/yarn-4.js': '',
    'ui/patches/x.patch': '',
    'ui/src/a.js': '',
    'ui/deep/package.json': '{}',
  };
  expect(install(texts).value.manifests).toEqual([
    'ui/.npmrc',
    'ui/.yarn/releases/yarn-4.js',
    'ui/.yarnrc.yml',
    'ui/package.json',
    'ui/patches/x.patch',
  ]);
});
