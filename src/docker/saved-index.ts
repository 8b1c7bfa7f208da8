import { bytesPassed } from '../memory-bound.ts';
import { UserError } from '../problems.ts';
import type { SourceLayer } from '../values/image-source.ts';
import type { Entry } from './relay.ts';

/** What a saved image holds, and where its layers lie in it. */
export interface SavedIndex {
  readonly config: Buffer;
  readonly layers: readonly SourceLayer[];
  /** diff ID → name of the entry. */
  readonly fileOf: ReadonlyMap<string, string>;
}

/** Files up to that size may be manifests and configurations; all of them together take no more room than that. */
const mostJson = 4 * 1024 * 1024;
const mostJsonInAll = 16 * 1024 * 1024;

interface Seen {
  readonly json: Map<string, Buffer>;
  readonly files: Map<string, { readonly size: number; readonly compression: SourceLayer['compression'] }>;
  /** Engines before 25 save a layer that is there twice as a link. */
  readonly links: Map<string, string>;
}

/** Reads a saved image to its end, since what it holds is told last. Throws `image-not-convertible`. */
export async function readSavedIndex(
  entries: AsyncIterable<Entry>,
  osArch: string,
  reference: string,
): Promise<SavedIndex> {
  const seen: Seen = { json: new Map(), files: new Map(), links: new Map() };
  let room = mostJsonInAll;
  for await (const entry of entries) {
    const { name, type, linkname, size } = entry.header;
    if (type === 'symlink' || type === 'link') seen.links.set(name, linked(name, type, linkname));
    const kept = await firstOf(entry, size <= Math.min(mostJson, room) ? size : 4);
    if (type !== 'file') continue;
    seen.files.set(name, { size, compression: compressionOf(kept) });
    if (kept.length !== size || !/^\s*[[{]/.test(kept.subarray(0, 8).toString('latin1'))) continue;
    seen.json.set(name, kept);
    room -= size;
  }
  const found = imageIn(seen, osArch);
  if (typeof found !== 'string') return found;
  throw new UserError({ code: 'image-not-convertible', reference, reason: found });
}

/** The first bytes of an entry; the rest is read and dropped. */
async function firstOf(entry: Entry, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of entry as AsyncIterable<Buffer>) {
    if (length < most) pieces.push(Buffer.from(piece.subarray(0, most - length)));
    length += piece.length;
    bytesPassed(piece.length);
  }
  return Buffer.concat(pieces);
}

/** By the first bytes: the layouts of some engines name a type that their content is not (RFC 1952, RFC 8878). */
function compressionOf(first: Buffer): SourceLayer['compression'] {
  const start = first.subarray(0, 4).toString('hex');
  if (start.startsWith('1f8b')) return 'gzip';
  return start === '28b52ffd' ? 'zstd' : 'none';
}

function linked(name: string, type: 'symlink' | 'link', target: string): string {
  if (type === 'link') return target;
  return new URL(target, `file:///${name}`).pathname.slice(1);
}

interface SavedManifest {
  readonly Config?: unknown;
  readonly Layers?: unknown;
}

/** docker's manifest.json, which both formats have; a reason where it cannot be followed. */
function imageIn(seen: Seen, osArch: string): SavedIndex | string {
  const manifests = parsed(seen.json.get('manifest.json'));
  if (!Array.isArray(manifests)) return 'what was saved has no manifest.json';
  for (const { Config: config, Layers: files } of manifests as readonly SavedManifest[]) {
    const bytes = typeof config === 'string' ? seen.json.get(config) : undefined;
    const value = parsed(bytes) as
      | { os?: unknown; architecture?: unknown; rootfs?: { diff_ids?: unknown } }
      | undefined;
    if (bytes === undefined || `${String(value?.os)}/${String(value?.architecture)}` !== osArch) continue;
    const diffIds = value?.rootfs?.diff_ids;
    if (!Array.isArray(files) || !Array.isArray(diffIds) || files.length !== diffIds.length) {
      return 'what was saved names other layers than its configuration';
    }
    return withLayers(seen, bytes, files.map(String), diffIds.map(String));
  }
  return `what was saved holds no image for ${osArch}`;
}

function withLayers(
  seen: Seen,
  config: Buffer,
  files: readonly string[],
  diffIds: readonly string[],
): SavedIndex | string {
  const fileOf = new Map(files.map((file, index) => [diffIds[index] ?? '', seen.links.get(file) ?? file]));
  const layers: SourceLayer[] = [];
  for (const diffId of diffIds) {
    const name = fileOf.get(diffId) ?? '';
    const file = seen.files.get(name);
    if (file === undefined) return `what was saved lacks its file ${name}`;
    const digest = /^blobs\/sha256\/(?<hex>[a-f\d]{64})$/.exec(name)?.groups?.['hex'];
    layers.push({ diffId, ...file, ...(digest !== undefined && { digest: `sha256:${digest}` }) });
  }
  return { config, layers, fileOf };
}

function parsed(bytes: Buffer | undefined): unknown {
  try {
    return bytes && JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
