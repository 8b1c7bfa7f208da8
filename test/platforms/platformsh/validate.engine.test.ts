import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Flavour, platformsh, upsun } from '../../../src/platforms/platformsh/names.ts';
import type { BuildOptions } from '../../../src/values/build-options.ts';
import { olderName } from '../../support/platformsh/environment.ts';
import { runProgram } from '../../support/platformsh/upsun.ts';
import { sourceOf } from '../../support/source-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

/** Fixtures that differ in what their configuration has: services, workers, a schedule, a front end, no static files. */
const configured: readonly (readonly [name: string, options: Partial<BuildOptions>])[] = [
  ['nested-same-name', {}],
  ['flat', {}],
  ['two-levels', {}],
  ['parent-base-dir', {}],
  ['uv-nested', {}],
  ['asgi', {}],
  ['split-settings', {}],
  ['startproject-plain', { database: 'postgres' }],
  ['poetry-2', { database: 'mysql' }],
  ['pipenv', {}],
  ['setuptools', {}],
  ['bare-settings', {}],
  ['celery-redis', { database: 'postgres' }],
  ['procfile-huey', {}],
  ['vite-npm', {}],
];

describe.each([upsun, platformsh])('the validator of the real program, as $name', (flavour) => {
  test.each(configured)('takes the configuration of %s', async (name, options) => {
    const { entries } = await sourceOf(join(fixtures, name), flavour, options);
    const files = entries.flatMap(({ path, source }) =>
      'bytes' in source && /\.ya?ml$/.test(path) ? [[path, Buffer.from(source.bytes).toString()] as const] : [],
    );
    expect(files.length).toBeGreaterThan(0);
    expect(await validated(flavour, Object.fromEntries(files))).toMatchObject({ code: 0 });
  });

  test('refuses what the platform does not know', async () => {
    const { entries } = await sourceOf(join(fixtures, 'flat'), flavour);
    const path = flavour.name === 'upsun' ? '.upsun/config.yaml' : '.platform.app.yaml';
    const made = entries.find((entry) => entry.path === path)?.source;
    const text = made !== undefined && 'bytes' in made ? Buffer.from(made.bytes).toString() : '';
    const refused = await validated(flavour, { [path]: text.replace(/^( *)type: /m, '$1image: x\n$1type: ') });
    expect(refused.code).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('Additional property image is not allowed');
  });
});

function validated({ name }: Flavour, files: Readonly<Record<string, string>>): ReturnType<typeof runProgram> {
  const cwd = temporaryFolder('validated');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  execFileSync('git', ['init', '-q', cwd]);
  const HOME = temporaryFolder('home');
  const swapped = name === 'upsun' ? {} : { CLI_CONFIG_FILE: olderName(HOME) };
  return runProgram(['app:config-validate'], { cwd, env: { PATH: process.env['PATH'], HOME, ...swapped } });
}
