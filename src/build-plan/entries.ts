import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ContextEntry } from '../values/build-plan.ts';
import type { ProjectFile } from '../values/project-files.ts';

/** Files hashed at the same time: enough to keep the disk busy, few enough for the limit of open files. */
const AT_ONCE = 16;
/** Hashed in one go, as a stream costs more than it saves. */
const SMALL = 256 * 1024;

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const NOTHING = sha256('');

/** Whether the owner may execute it is all that counts of the mode: the rest is the umask of whoever made the file. */
const plainMode = (mode: number): number => ((mode & 0o100) === 0 ? 0o644 : 0o755);

/** Entries of the project's files, below `folder` of the context. Reads each file once, as a stream. */
export async function projectEntries(
  root: string,
  files: readonly ProjectFile[],
  folder: string,
): Promise<ContextEntry[]> {
  const entries: ContextEntry[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      entries.push(await entryOf(root, file, `${folder}/${file.path}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return entries;
}

async function entryOf(root: string, file: ProjectFile, path: string): Promise<ContextEntry> {
  if (file.kind === 'directory') return folderEntry(path);
  if (file.kind === 'symlink') {
    const target = file.target ?? '';
    return { path, kind: 'symlink', mode: 0o777, size: 0, digest: sha256(target), target };
  }
  const source = join(root, file.path);
  const { size, digest } = await hashed(source, file.size);
  return { path, kind: 'file', mode: plainMode(file.mode), size, digest, source: { file: source } };
}

async function hashed(path: string, size: number): Promise<{ size: number; digest: string }> {
  if (size <= SMALL) {
    const bytes = readFileSync(path);
    return { size: bytes.length, digest: sha256(bytes) };
  }
  const hash = createHash('sha256');
  let read = 0;
  await pipeline(createReadStream(path), async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) {
      read += piece.length;
      hash.update(piece);
    }
  });
  return { size: read, digest: hash.digest('hex') };
}

export function folderEntry(path: string): ContextEntry {
  return { path, kind: 'directory', mode: 0o755, size: 0, digest: NOTHING };
}

/** A file of the context that is made here. */
export function textEntry(path: string, text: string): ContextEntry {
  const bytes = Buffer.from(text);
  return { path, kind: 'file', mode: 0o644, size: bytes.length, digest: sha256(bytes), source: { bytes } };
}

/** Entries of a folder that comes with simple-deploy, below `path` of the context. */
export function templateEntries(folder: string, path: string): ContextEntry[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== '__pycache__');
  return [
    folderEntry(path),
    ...names.flatMap((each) => {
      const source = join(folder, each.name);
      if (each.isDirectory()) return templateEntries(source, `${path}/${each.name}`);
      const bytes = readFileSync(source);
      const file = {
        path: `${path}/${each.name}`,
        kind: 'file',
        mode: 0o644,
        size: bytes.length,
        digest: sha256(bytes),
      } as const;
      return [{ ...file, source: { file: source } }];
    }),
  ];
}
