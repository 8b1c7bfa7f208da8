import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { part, quietly } from './progress.ts';
import { root } from './run.ts';

const version = '5.11.1';
const name = `@upsun/cli-${process.platform}-${process.arch}`;
const folder = join(root, '.cache', `upsun-${version}`);

/** Where the program lies once it was fetched. */
export const upsunProgram = join(folder, 'node_modules', name, 'bin', 'upsun');

/**
 * Fetches the program of Upsun, which is Platform.sh's too. Not among the dependencies: the package is for one operating
 * system and processor, and npm refuses one that is for another.
 */
export async function fetchUpsun(): Promise<void> {
  if (existsSync(upsunProgram)) return;
  await part(`fetching ${name} ${version}`, () =>
    quietly('npm', ['install', '--no-save', '--no-package-lock', '--prefix', folder, `${name}@${version}`]),
  );
}
