import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../problems.ts';
import type { ContextEntry } from '../values/build-plan.ts';
import type { ProjectFile } from '../values/project-files.ts';

/** Files hashed at the same time: enough to keep the disk busy, few enough for the limit of open files. */
const AT_ONCE = 16;
/** Hashed in one go, as a stream costs more than it saves. */
const SMALL = 256 * 1024;

const [HASH, BANG, RETURN] = [0x23, 0x21, 0x0d];

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const NOTHING = sha256('');

/** Whether the owner may execute it is all that counts of the mode: the rest is the umask of whoever made the file. */
const plainMode = (mode: number): number => ((mode & 0o100) === 0 ? 0o644 : 0o755);

/**
 * Entries of the project's files, below `folder` of the context. Reads each file once, as a stream.
 * @throws UserError context-changed when one is gone by now
 */
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
  if (file.kind === 'symlink') return linkEntry(path, file.target ?? '');
  const source = join(root, file.path);
  return readEntry(source, path).catch((error: unknown) => {
    throw changed(path, source, error);
  });
}

async function readEntry(source: string, path: string): Promise<ContextEntry> {
  const stats = lstatSync(source);
  const mode = plainMode(stats.mode);
  if (stats.size > SMALL) {
    return { path, kind: 'file', mode, ...(await hashed(source)), source: { file: source } };
  }
  const bytes = readFileSync(source);
  const script = withLinuxLineEnds(bytes);
  if (script === undefined) {
    return { path, kind: 'file', mode, size: bytes.length, digest: sha256(bytes), source: { file: source } };
  }
  return { path, kind: 'file', mode, size: script.length, digest: sha256(script), source: { bytes: script } };
}

/** Files may go while they are read: editors, checkouts and other builds write into a project too. */
function changed(path: string, file: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const reason = code === 'ENOENT' ? 'it is gone' : message;
  return new UserError({ code: 'context-changed', path, file, reason }, { cause: error });
}

/**
 * A script that names its interpreter, as Linux can run it: the kernel takes the carriage return that an editor or git
 * on Windows writes for a part of the interpreter's name. Undefined for any other file: those stay byte for byte.
 */
function withLinuxLineEnds(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== HASH || bytes[1] !== BANG) return undefined;
  const end = bytes.indexOf('\n');
  if (bytes[end - 1] !== RETURN || bytes.includes(0)) return undefined;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

async function hashed(path: string): Promise<{ size: number; digest: string }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(path), async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) {
      size += piece.length;
      hash.update(piece);
    }
  });
  return { size, digest: hash.digest('hex') };
}

export function folderEntry(path: string): ContextEntry {
  return { path, kind: 'directory', mode: 0o755, size: 0, digest: NOTHING };
}

export function linkEntry(path: string, target: string): ContextEntry {
  return { path, kind: 'symlink', mode: 0o777, size: 0, digest: sha256(target), target };
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
