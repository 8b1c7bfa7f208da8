import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBreaches } from '../../scripts/check/directions.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'directions-'));
  mkdirSync(join(root, 'src/platforms/skyhook'), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

function breaches(files: Record<string, string>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return findBreaches(root);
}

test('imports that point down are fine', () => {
  expect(
    breaches({
      'src/cli.ts': `import { build } from './commands/build.ts';\nimport { Command } from 'commander';`,
      'src/commands/build.ts': `import { buildImage } from '../docker/build.ts';\nimport type { Layout } from '../values/layout.ts';`,
      'src/docker/build.ts': `const engine = await import('dockerode');`,
      'src/values/layout.ts': 'export interface Layout {}',
      'src/platforms/index.ts': `import { skyhook } from './skyhook/platform.ts';`,
      'src/platforms/skyhook/platform.ts': `export const skyhook = 'skyhook';`,
    }),
  ).toEqual([]);
});

test.each([
  [
    'the core that imports a command',
    'src/layout/settings.ts',
    `import { x } from '../commands/build.ts';`,
    'imports point down only',
  ],
  [
    'a type that points upwards',
    'src/values/a.ts',
    `import type { x } from '../layout/b.ts';`,
    'imports point down only',
  ],
  ['a re-export that points upwards', 'src/values/a.ts', `export { x } from '../cli.ts';`, 'imports point down only'],
  [
    'a door that imports a command',
    'src/run-steps.ts',
    `await import('./commands/push.ts');`,
    'imports point down only',
  ],
  ['the engine that knows platforms', 'src/docker/a.ts', `import '../platforms/index.ts';`, 'must not know'],
  ['dockerode outside its place', 'src/commands/a.ts', `import Dockerode from 'dockerode';`, 'imports dockerode'],
  ['dockerode imported when needed', 'src/commands/a.ts', `await import('dockerode');`, 'imports dockerode'],
  ['a type of dockerode', 'src/platforms/a.ts', `let a: import('dockerode').Container;`, 'imports dockerode'],
  ['commander outside cli.ts', 'src/commands/a.ts', `import 'commander';`, 'imports commander'],
  ['execa outside run-command.ts', 'src/commands/a.ts', `import { execa } from 'execa';`, 'imports execa'],
  ['mustache outside fill-template.ts', 'src/commands/a.ts', `import m from 'mustache';`, 'imports mustache'],
  ['tar-fs outside src/docker', 'src/build-plan.ts', `import tar from 'tar-fs';`, 'imports tar-fs'],
  [
    'a pure file that reads the disk',
    'src/layout/settings.ts',
    `import { readFileSync } from 'node:fs';`,
    'does not touch the world',
  ],
  ['something outside src', 'src/cli.ts', `import '../scripts/setup.ts';`, 'not part of src'],
  ['a platform that knows another', 'src/platforms/balloon/a.ts', `import '../skyhook/b.ts';`, 'does not know another'],
  ['a platform named elsewhere', 'src/redact.ts', `const name = 'Skyhook';`, 'names the platform skyhook'],
])('finds %s', (_what, file, text, message) => {
  const found = breaches({ [file]: `\n${text}\n` });
  expect(found.join('\n')).toContain(message);
  expect(found[0]).toContain(`${file}:2 `);
});

test('a platform whose name is an everyday word may be spoken of, not named', () => {
  mkdirSync(join(root, 'src/platforms/local'));
  expect(breaches({ 'src/a.ts': '// a local file\n' })).toEqual([]);
  expect(breaches({ 'src/a.ts': `const to = 'local';\n` })).toEqual(['src/a.ts:1 names the platform local']);
});

test('files that import each other, by their types too', () => {
  const found = breaches({
    'src/a.ts': `import type { B } from './b.ts';`,
    'src/b.ts': `import { c } from './c.ts';`,
    'src/c.ts': `import type { A } from './a.ts';`,
  });
  expect(found).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts: imports go round in a circle']);
});
