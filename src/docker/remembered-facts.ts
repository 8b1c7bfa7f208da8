import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../state-folder.ts';
import type { ImageFacts } from '../values/image.ts';

/** Files kept; a few kilobytes each. */
const kept = 100;

/**
 * The facts of an image that was read before; undefined when it is not remembered. An image's ID is the digest of what
 * it holds, so what was read once stays true, on whichever engine.
 */
export function rememberedFacts(imageId: string): ImageFacts | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(imageId), 'utf8')) as ImageFacts;
  } catch {
    return undefined;
  }
}

/** Remembers the facts of an image. Reading them again costs a container: what cannot be written is no failure. */
export function rememberFacts(imageId: string, facts: ImageFacts): void {
  const file = fileOf(imageId);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    makeRoom();
    // Renamed into place: another run reads it whole or not at all.
    writeFileSync(draft, JSON.stringify(facts), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // A draft that was left behind goes when room is made.
  }
}

function makeRoom(): void {
  const names = readdirSync(folder());
  // An image's ID says nothing of its age, and a forgotten one is only read again: any will do.
  for (const name of names.slice(0, Math.max(0, names.length - kept + 1))) rmSync(join(folder(), name));
}

function folder(): string {
  return join(stateFolder(), 'image-facts');
}

function fileOf(imageId: string): string {
  return join(folder(), `${imageId.replace(/^sha256:/, '')}.json`);
}
