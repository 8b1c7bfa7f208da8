import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGone, thisProcess } from './holder.ts';
import type { Holder } from './values/holder.ts';

const START = 'simple-deploy-';

/** Stands in each such folder and names the process that made it: what a kill left is known by it. */
export const MARK = '.simple-deploy-process.json';

/** Works in a folder of its own among the system's temporary ones, and removes it at the end, whatever the end is. */
export async function inTemporaryFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `${START}${name}`));
  try {
    await writeFile(join(folder, MARK), JSON.stringify(thisProcess()), { mode: 0o600 });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the folders that processes of the same user could not remove, as they were killed. All others stay. */
export function removeLeftFolders(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(START))) {
    const folder = join(tmpdir(), name);
    try {
      const status = lstatSync(folder);
      if (!status.isDirectory() || status.uid !== process.getuid?.()) continue;
      if (isGone(JSON.parse(readFileSync(join(folder, MARK), 'utf8')) as Holder)) rmSync(folder, { recursive: true });
    } catch {
      // It has no such mark, so that it is not ours to judge; or another run was faster.
    }
  }
}
