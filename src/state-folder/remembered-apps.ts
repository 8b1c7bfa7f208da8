import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../state-folder.ts';

/** Name of the app that a folder was last pushed as, on that platform; undefined when nothing is remembered. */
export function rememberedApp(folder: string, platform: string): string | undefined {
  return read()[key(folder, platform)];
}

/** Remembers it for the next time. The file is a convenience: what cannot be written is forgotten. */
export function rememberApp(folder: string, platform: string, app: string): void {
  const known = read();
  if (known[key(folder, platform)] === app) return;
  try {
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
    const text = JSON.stringify({ ...known, [key(folder, platform)]: app }, undefined, 2);
    writeFileSync(file(), `${text}\n`, { mode: 0o600 });
  } catch {
    // The name can always be given again.
  }
}

function read(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

function file(): string {
  return join(stateFolder(), 'apps.json');
}

function key(folder: string, platform: string): string {
  return `${platform} ${folder}`;
}
