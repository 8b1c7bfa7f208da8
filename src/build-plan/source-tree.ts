import { createReadStream, lstatSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Problem } from '../problems.ts';
import { UserError } from '../problems.ts';
import { blobHash, blobId, treeId } from '../source-tree-id.ts';
import type { ContextEntry, LeftOut } from '../values/build-plan.ts';
import type { ProjectFile, ProjectFiles } from '../values/project-files.ts';
import type { SourceAdditions, SourceEntry, SourceText, SourceTree } from '../values/source-tree.ts';
import { folderOf } from '../layout/paths.ts';
import { projectEntries, templateEntries } from './entries.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

/** The project's files that a tree is made of, and those that stay out. */
export interface ChosenSource {
  readonly taken: readonly ProjectFile[];
  readonly leftOut: readonly LeftOut[];
}

const byGit = 'ignored by git';
const forSubmodules = 'submodules are in the tree as files';

/**
 * Of the files that our own rules let through, those that git lists: tracked ones, and others that no ignore rule excludes.
 * A folder of which git lists nothing is named once. `listed` undefined: there is no list, and nothing more stays out.
 */
export function listedOf(chosen: ChosenSource, listed: ReadonlySet<string> | undefined): ChosenSource {
  const files = chosen.taken.filter(({ kind }) => kind !== 'directory');
  const isIn = ({ path }: ProjectFile): boolean => listed === undefined || listed.has(path);
  const isOfSubmodules = ({ path }: ProjectFile): boolean => path === '.gitmodules';
  const taken = files.filter((file) => isIn(file) && !isOfSubmodules(file));
  const kept = new Set(taken.flatMap(({ path }) => foldersOf(path)));
  const ignored = [...new Set(files.filter((file) => !isIn(file)).map(({ path }) => topmostOut(path, kept)))];
  const submodules = files.filter((file) => isIn(file) && isOfSubmodules(file));
  const leftOut = [
    ...chosen.leftOut,
    ...ignored.map((path) => ({ path, rule: byGit })),
    ...submodules.map(({ path }) => ({ path, rule: forSubmodules })),
  ];
  return { taken, leftOut };
}

function foldersOf(path: string): readonly string[] {
  const folder = folderOf(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

/** The highest folder above a path from which nothing is taken, else the path. */
function topmostOut(path: string, kept: ReadonlySet<string>): string {
  return foldersOf(path).findLast((folder) => !kept.has(folder)) ?? path;
}

/**
 * The tree of these files and of what the platform adds. Reads each file, writes nothing. What the platform adds takes the
 * place of a project's file of the same path. Throws `context-changed` when a file is gone by now.
 */
export async function sourceTree(
  files: Pick<ProjectFiles, 'root'>,
  { taken, leftOut }: ChosenSource,
  { files: made, configuration, templates: folders, notes }: SourceAdditions,
  more: readonly Problem[],
): Promise<SourceTree> {
  const added = [
    ...made.map(madeEntry),
    ...(await entriesOf(folders.flatMap(({ folder, path }) => templateEntries(`${templates}/${folder}`, path)))),
  ];
  const inPlace = new Set(added.map(({ path }) => path));
  const own = taken.filter(({ path }) => !inPlace.has(path));
  const context = await projectEntries(files.root, own, '.');
  const entries = [...(await entriesOf(context)), ...added].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { id: treeId(entries), entries, leftOut, configuration, notes: [...more, ...notes] };
}

function madeEntry({ path, text, isExecutable = false, isLink = false }: SourceText): SourceEntry {
  const entry = textEntry(path, bytesOf(text), isExecutable);
  return isLink ? { ...entry, mode: '120000' } : entry;
}

/** Not a Buffer: steps are plain data, and a copy of one is none. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function textEntry(path: string, bytes: Uint8Array, isExecutable: boolean): SourceEntry {
  return { path, mode: isExecutable ? '100755' : '100644', id: blobId(bytes), size: bytes.length, source: { bytes } };
}

async function entriesOf(entries: readonly ContextEntry[]): Promise<SourceEntry[]> {
  const found: SourceEntry[] = [];
  for (const entry of entries) if (entry.kind !== 'directory') found.push(await sourceEntry(entry));
  return found;
}

async function sourceEntry({ path: full, kind, mode, target = '', source }: ContextEntry): Promise<SourceEntry> {
  const path = full.replace(/^\.\//, '');
  if (kind === 'symlink') return { ...textEntry(path, bytesOf(target), false), mode: '120000' };
  const isExecutable = (mode & 0o100) !== 0;
  if (source === undefined || 'bytes' in source)
    return textEntry(path, source?.bytes ?? new Uint8Array(), isExecutable);
  const { file } = source;
  return { path, mode: isExecutable ? '100755' : '100644', ...(await named(path, file)), source: { file } };
}

const small = 256 * 1024;

async function named(path: string, file: string): Promise<Pick<SourceEntry, 'id' | 'size'>> {
  try {
    const { size } = lstatSync(file);
    if (size <= small) {
      const bytes = readFileSync(file);
      return { id: blobId(bytes), size: bytes.length };
    }
    const hash = blobHash(size);
    for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
    return { id: hash.digest('hex'), size };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'it is gone' : message;
    throw new UserError({ code: 'context-changed', path, file, reason }, { cause: error });
  }
}
