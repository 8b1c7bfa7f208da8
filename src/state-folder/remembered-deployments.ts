import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderId } from '../folder-id.ts';
import { stateFolder } from '../state-folder.ts';
import type { Deployed } from '../values/deployed.ts';

/** What a build (without `at`) or a push of a folder left the last time; undefined when nothing is remembered. */
export function rememberedDeployment(root: string, at?: string): Deployed | undefined {
  try {
    const found = JSON.parse(readFileSync(fileOf(root, at), 'utf8')) as Deployed;
    return found.schemaVersion === 1 ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers it for the next time. A convenience, as the summary of the next run: what cannot be written is forgotten. */
export function rememberDeployment(root: string, at: string | undefined, deployed: Deployed): void {
  const file = fileOf(root, at);
  try {
    mkdirSync(join(stateFolder(), 'deployed'), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(deployed), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Nothing depends on it.
  }
}

function fileOf(root: string, at = 'build'): string {
  return join(stateFolder(), 'deployed', `${folderId(root)}-${folderId(at)}.json`);
}
