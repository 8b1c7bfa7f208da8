import { createHash, type Hash } from 'node:crypto';
import type { SourceEntry } from './values/source-tree.ts';

type Named = Pick<SourceEntry, 'path' | 'mode' | 'id'>;

/** The hash that git names a file of this many bytes by, before the bytes. */
export function blobHash(size: number): Hash {
  return createHash('sha1').update(`blob ${size}\0`);
}

/** Git's name for content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects. */
export function blobId(bytes: Uint8Array): string {
  return blobHash(bytes.length).update(bytes).digest('hex');
}

/** Git's name for the tree of these files, without git. */
export function treeId(entries: readonly Named[]): string {
  const folders = new Map<string, Named[]>();
  const rows: Row[] = [];
  for (const { path, mode, id } of entries) {
    const at = path.indexOf('/');
    if (at === -1) rows.push({ name: path, mode, id, key: path });
    else {
      const inside = folders.get(path.slice(0, at)) ?? [];
      inside.push({ path: path.slice(at + 1), mode, id });
      folders.set(path.slice(0, at), inside);
    }
  }
  for (const [name, inside] of folders) rows.push({ name, mode: '40000', id: treeId(inside), key: `${name}/` });
  const sorted = rows.toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const body = Buffer.concat(
    sorted.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
  );
  return createHash('sha1').update(`tree ${body.length}\0`).update(body).digest('hex');
}

interface Row {
  readonly name: string;
  readonly mode: string;
  readonly id: string;
  /** Git sorts a folder as if a slash ended its name. */
  readonly key: string;
}
