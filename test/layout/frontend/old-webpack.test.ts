import { expect, test } from 'vitest';
import { nodeVersion } from '../../../src/layout/frontend/node-version.ts';
import { readPackage } from '../../../src/layout/frontend/node-packages.ts';
import { project } from '../project.ts';

function version(manifest: object, lock?: string, text = '', more: Record<string, string> = {}) {
  const locks = lock === undefined ? {} : { [lock]: text };
  const files = project({ 'ui/package.json': JSON.stringify(manifest, undefined, 1), ...locks, ...more });
  return nodeVersion(files, readPackage(files, 'ui/package.json')!, ['ui', '.'], lock);
}

const npm1 = (of: string) => `{\n "lockfileVersion": 1,\n "dependencies": {\n  "webpack": {\n   "version": "${of}",\n`;
const npm3 = (of: string) =>
  `{\n "lockfileVersion": 3,\n "packages": {\n  "node_modules/webpack": {\n   "version": "${of}",`;
const yarn1 = (of: string) => `# yarn lockfile v1\n\nwebpack@4.x, webpack@^4.2.0:\n  version "${of}"\n`;
const yarn4 = (of: string) => `__metadata:\n  version: 8\n\n"webpack@npm:^4.2.0":\n  version: ${of}\n`;
const pnpm6 = (of: string) =>
  `lockfileVersion: '6.0'\npackages:\n\n  /webpack@${of}(webpack-cli@4.10.0):\n    resolution: x\n`;
const pnpm9 = (of: string) => `lockfileVersion: '9.0'\npackages:\n\n  webpack@${of}:\n    resolution: x\n`;
const pnpm5 = (of: string) =>
  `lockfileVersion: 5.4\npackages:\n\n  /webpack/${of}_webpack-cli@4.9.2:\n    resolution: x\n`;

const locks = [
  ['ui/package-lock.json', npm1, 4],
  ['ui/package-lock.json', npm3, 4],
  ['ui/yarn.lock', yarn1, 3],
  ['ui/yarn.lock', yarn4, 4],
  ['ui/pnpm-lock.yaml', pnpm5, 4],
  ['ui/pnpm-lock.yaml', pnpm6, 4],
  ['ui/pnpm-lock.yaml', pnpm9, 4],
] as const;

test.each(locks)('a webpack that only an older Node runs, in %s: %s', (file, text, line) => {
  expect(version({}, file, text('4.46.0'))).toEqual({
    value: '16',
    origin: { file, line },
    why: 'webpack 4.46 does not run on Node 17 and later',
  });
  expect(version({}, file, text('5.53.0')).value).toBe('16');
  expect(version({}, file, text('5.54.0')).value).toBe('24');
  expect(version({}, file, text('5.104.1')).value).toBe('24');
});

test('without a lock, by what is asked for', () => {
  expect(version({ devDependencies: { 'react-scripts': '4.0.3' } })).toMatchObject({
    value: '16',
    origin: { file: 'ui/package.json', line: 3 },
    why: 'react-scripts 4.0.3 does not run on Node 17 and later',
  });
  expect(version({ devDependencies: { '@vue/cli-service': '~4.5.0' } }).value).toBe('16');
  expect(version({ devDependencies: { webpack: '^4.44.2' } }).value).toBe('16');
});

test.each([
  { 'react-scripts': '5.0.1' },
  { webpack: '^5.1.0' },
  { webpack: '*' },
  { webpack: 'latest' },
  { 'webpack-cli': '^4.0.0' },
  { vite: '^4.0.0' },
])('what runs on any is no reason: %j', (dependencies) => {
  expect(version({ dependencies }).value).toBe('24');
});

test('a lock says more than what is asked for; one of several that is new enough may be what builds', () => {
  expect(version({ dependencies: { webpack: '>=4' } }, 'ui/yarn.lock', yarn1('5.90.0')).value).toBe('24');
  const both = `${yarn1('4.46.0')}\nwebpack@^5:\n  version "5.90.0"\n`;
  expect(version({}, 'ui/yarn.lock', both).value).toBe('24');
  expect(version({}, 'ui/yarn.lock', '\nwebpack-dev-server@^3:\n  version "3.11.0"\n').value).toBe('24');
});

test('a version that the project names goes first', () => {
  expect(version({}, 'ui/package-lock.json', npm3('4.46.0'), { 'ui/.nvmrc': '20' }).value).toBe('20');
  expect(version({ engines: { node: '>=18' } }, 'ui/package-lock.json', npm3('4.46.0')).value).toBe('24');
});
