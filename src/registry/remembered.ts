import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../state-folder.ts';

/** What a file of the state folder keeps under each key; what cannot be read is forgotten. */
export function recall<T>(name: string): Readonly<Record<string, T>> {
  try {
    const value = JSON.parse(readFileSync(join(stateFolder(), name), 'utf8')) as unknown;
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, T>>) : {};
  } catch {
    return {};
  }
}

/** Puts news before what the file keeps, `most` of them in all. What cannot be written is found out again another time. */
export function remember<T>(name: string, news: Readonly<Record<string, T>>, most: number): void {
  const all = { ...news, ...Object.fromEntries(Object.entries(recall<T>(name)).filter(([key]) => !(key in news))) };
  const text = JSON.stringify(Object.fromEntries(Object.entries(all).slice(0, most)));
  const file = join(stateFolder(), name);
  try {
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
    // Renamed into place: another run reads it whole or not at all.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // Nothing depends on it.
  }
}
