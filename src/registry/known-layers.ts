import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../state-folder.ts';
import { isDigest } from './digest.ts';

/** What a layer is once it is compressed, and where it was seen. */
export interface KnownLayer {
  readonly digest: string;
  readonly size: number;
  /** Such as "registry.example.com/team/app", the newest first. */
  readonly at: readonly string[];
}

type Known = Readonly<Record<string, KnownLayer>>;

const mostLayers = 500;
const mostPlaces = 5;

/** The gzip form of a layer that was pushed or seen before, by its diff ID; undefined when it is not remembered. */
export function knownLayer(diffId: string): KnownLayer | undefined {
  const found = read()[keyOf(diffId)];
  return found !== undefined && isDigest(found.digest) && Number.isSafeInteger(found.size) ? found : undefined;
}

/**
 * Remembers the gzip forms of layers in a repository. What is remembered saves an upload and is asked for by HEAD before
 * it is believed: what cannot be written is forgotten.
 */
export function rememberLayers(
  place: string,
  layers: readonly { readonly diffId: string; readonly digest: string; readonly size: number }[],
): void {
  const known = read();
  const news = layers.map(({ diffId, digest, size }) => {
    const key = keyOf(diffId);
    const before = known[key]?.digest === digest ? known[key].at : [];
    return [
      key,
      { digest, size, at: [place, ...before.filter((each) => each !== place)].slice(0, mostPlaces) },
    ] as const;
  });
  const all = { ...Object.fromEntries(news), ...omit(known, new Set(news.map(([key]) => key))) };
  const text = JSON.stringify(Object.fromEntries(Object.entries(all).slice(0, mostLayers)));
  try {
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
    // Renamed into place: another run reads it whole or not at all.
    const draft = `${file()}.${process.pid}`;
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, file());
  } catch {
    // The layer is compressed and sent again.
  }
}

function omit(known: Known, keys: ReadonlySet<string>): Known {
  return Object.fromEntries(Object.entries(known).filter(([key]) => !keys.has(key)));
}

function keyOf(diffId: string): string {
  return `gzip ${diffId}`;
}

function read(): Known {
  try {
    const value = JSON.parse(readFileSync(file(), 'utf8')) as unknown;
    return typeof value === 'object' && value !== null ? (value as Known) : {};
  } catch {
    return {};
  }
}

function file(): string {
  return join(stateFolder(), 'layers.json');
}
