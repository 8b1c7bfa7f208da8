import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

// Each test file has modules of its own, so this is the end of the file that imports it.
// A disk that others use too takes its time with thousands of files.
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** A new folder, named for what it holds; it goes away when the test file ends. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `simple-deploy-${purpose}-`));
  made.push(folder);
  return folder;
}
