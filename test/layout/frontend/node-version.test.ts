import { expect, test } from 'vitest';
import { nodeVersion } from '../../../src/layout/frontend/node-version.ts';
import { readPackage } from '../../../src/layout/frontend/node-packages.ts';
import { project } from '../project.ts';

function version(manifest: object, texts: Record<string, string> = {}) {
  const files = project({ 'ui/package.json': JSON.stringify(manifest, undefined, 1), ...texts });
  return nodeVersion(files, readPackage(files, 'ui/package.json')!, ['ui', '.']);
}

test.each([
  ['>=22 <23', '22'],
  ['^20.19.0 || >=22.12.0', '24'],
  ['>=18.0.0 <21.0.0', '20'],
  ['22.x', '22'],
  ['18', '18'],
  ['20.10.0', '20.10.0'],
  ['~22.5.0', '22.x ~22.5.0'],
  ['>= 24', '24'],
  ['*', '24'],
  ['lts/iron', '20'],
  ['8.x', '8.x'],
  ['>=8 <9', '>=8 <9'],
  ['nonsense of all kinds', '24'],
])('engines: %s → %s', (node, expected) => {
  expect(version({ engines: { node } }).value).toBe(expected);
});

test('Volta goes before .nvmrc, that before .node-version, .tool-versions and engines; the nearest folder first', () => {
  const files = { 'ui/.nvmrc': 'v22.11.0\n', 'ui/.node-version': '20.1.0', '.nvmrc': '18' };
  const engines = { node: '>=16' };
  expect(version({ volta: { node: '20.11.0' }, engines }, files)).toMatchObject({ value: '20.11.0' });
  expect(version({ engines }, files)).toEqual({ value: '22.11.0', origin: { file: 'ui/.nvmrc', line: 1 } });
  expect(version({ engines }, { '.nvmrc': '# ours\nlts/*' })).toMatchObject({ value: '24', origin: { line: 2 } });
  expect(version({}, { '.tool-versions': 'python 3.12\nnodejs 20.1.0\n' })).toMatchObject({ value: '20.1.0' });
  const mise = (line: string) => version({}, { 'mise.toml': `[tools]\npython = "3.12"\n${line}\n` });
  expect(mise('node = "22" # LTS')).toEqual({ value: '22', origin: { file: 'mise.toml', line: 3 } });
  expect(mise('node = { version = "20.1.0" }')).toMatchObject({ value: '20.1.0' });
  expect(mise('nodemon = "3"')).toMatchObject({ value: '24' });
  expect(version({})).toEqual({ value: '24', origin: 'default', why: 'nothing names a version' });
});

test.each([
  ['beside it', { 'ui/Dockerfile': 'FROM node:16-alpine AS ui' }, 'ui/Dockerfile', 1],
  [
    'above it',
    { Dockerfile: 'ARG NODE=16.20.2\nFROM --platform=linux/amd64 docker.io/library/node:${NODE} AS ui' },
    'Dockerfile',
    2,
  ],
  [
    'that takes it from NodeSource',
    {
      Dockerfile:
        'FROM python:3.12\nRUN curl -fsSL https://deb.nodesource.com/setup_16.x | bash - && \\\n    apt-get install nodejs',
    },
    'Dockerfile',
    2,
  ],
  ['elsewhere that names it', { 'docker/web.Dockerfile': 'FROM node:16\nCOPY ui/ /ui' }, 'docker/web.Dockerfile', 1],
])('the Node of a Dockerfile %s', (_, texts, file, line) => {
  expect(version({}, texts)).toEqual({ value: '16', origin: { file, line } });
  expect(version({ engines: { node: '>=14' } }, texts).value).toBe('16');
  expect(version({ engines: { node: '^16.5' } }, texts).value).toBe('16.x ^16.5');
  expect(version({ engines: { node: '>=18' } }, texts).value).toBe('24');
  expect(version({}, { ...texts, '.nvmrc': '20' }).value).toBe('20');
});

test.each([
  ['for development', { 'ui/Dockerfile.dev': 'FROM node:16' }],
  ["another's", { 'admin/Dockerfile': 'FROM node:16\nCOPY . .' }],
  ['of no number', { Dockerfile: 'FROM node:lts' }],
  ['of another image', { Dockerfile: 'FROM my-node:16' }],
])('not that of a Dockerfile %s', (_, texts) => {
  expect(version({}, texts)).toMatchObject({ value: '24', origin: 'default' });
});
