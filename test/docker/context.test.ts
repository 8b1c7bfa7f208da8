import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contextTar } from '../../src/docker/context.ts';
import type { BuildPlan } from '../../src/values/build-plan.ts';
import { diskEntry, fileEntry, folderEntry, linkEntry, tinyPlan } from '../support/tiny-plan.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sd-context-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Item {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly owner: string;
  readonly linkname?: string;
  readonly text: string;
}

async function read(plan: BuildPlan): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const entry of contextTar(plan).pipe(extract())) {
    const { name, type, mode, uid, gid, linkname } = entry.header;
    const text = (await buffer(entry)).toString('utf8');
    items.push({ name, type: type ?? '', mode, owner: `${uid}:${gid}`, ...(linkname && { linkname }), text });
  }
  return items;
}

const longName = `project/${'long-folder-name/'.repeat(12)}${'x'.repeat(120)}.py`;

describe('contextTar', () => {
  test('holds every entry with mode, kind and content, owned by root, folders before what they hold', async () => {
    const file = join(folder, 'disk.py');
    await writeFile(file, 'from disk');
    const plan = tinyPlan('tar', 'FROM base\n', [
      folderEntry('project', 0o750),
      fileEntry('project/a-b', 'beside'),
      folderEntry('project/a'),
      fileEntry('project/a/ü.txt', 'name outside ASCII'),
      fileEntry('project/a/run.sh', '', 0o777),
      diskEntry('project/disk.py', file, 'from disk'),
      linkEntry('project/link', '../elsewhere'),
      fileEntry(longName, 'deep'),
    ]);
    const owner = '0:0';
    expect(await read(plan)).toEqual([
      { name: 'Dockerfile', type: 'file', mode: 0o644, owner, text: 'FROM base\n' },
      { name: 'project', type: 'directory', mode: 0o750, owner, text: '' },
      { name: 'project/a', type: 'directory', mode: 0o755, owner, text: '' },
      { name: 'project/a/run.sh', type: 'file', mode: 0o777, owner, text: '' },
      { name: 'project/a/ü.txt', type: 'file', mode: 0o644, owner, text: 'name outside ASCII' },
      { name: 'project/a-b', type: 'file', mode: 0o644, owner, text: 'beside' },
      { name: 'project/disk.py', type: 'file', mode: 0o644, owner, text: 'from disk' },
      { name: 'project/link', type: 'symlink', mode: 0o777, owner, linkname: '../elsewhere', text: '' },
      { name: longName, type: 'file', mode: 0o644, owner, text: 'deep' },
    ]);
  });

  test('is the same bytes for the same plan, and others for another content of the same size', async () => {
    const plan = (text: string) => tinyPlan('tar', 'FROM base\n', [fileEntry('a', text), fileEntry('b', text)]);
    const first = await buffer(contextTar(plan('one')));
    expect(first.equals(await buffer(contextTar(plan('one'))))).toBe(true);
    expect(first.equals(await buffer(contextTar(plan('two'))))).toBe(false);
  });

  test('a file that is gone, or another, is an error and no short tar', async () => {
    const file = join(folder, 'views.py');
    const plan = tinyPlan('tar', 'FROM base\n', [diskEntry('a.py', file, 'hashed'), fileEntry('b.py', 'after it')]);
    const reasons: Record<string, string> = {};
    for (const text of [undefined, 'hash', 'hashed more', 'edited']) {
      await (text === undefined ? rm(file, { force: true }) : writeFile(file, text));
      const error: unknown = await buffer(contextTar(plan)).catch((error: unknown) => error);
      reasons[String(text)] = (error as { problem: { code: string; reason: string } }).problem.reason;
    }
    expect(reasons).toEqual({
      undefined: 'it is gone',
      hash: 'it has shrunk',
      'hashed more': 'it has grown',
      edited: 'its content is another',
    });
  });
});
