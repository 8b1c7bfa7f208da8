import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectEntries } from '../../src/build-plan/entries.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { temporaryFolder, write } from '../layout/project.ts';

async function entries(texts: Readonly<Record<string, string | Uint8Array>>) {
  const root = write(temporaryFolder(), texts);
  const { list } = await listProjectFiles(root);
  const made = await projectEntries(root, list, 'project');
  return Object.fromEntries(made.map((entry) => [entry.path.slice('project/'.length), { root, ...entry }]));
}

test('a script with the line ends of Windows is as it would be with those of Linux', async () => {
  const text = '#!/usr/bin/env python\nprint("é")\n';
  const { plain, windows } = await entries({ plain: text, windows: text.replaceAll('\n', '\r\n') });
  expect(windows).toMatchObject({ size: plain?.size, digest: plain?.digest, source: { bytes: Buffer.from(text) } });
});

test('every other file stays byte for byte, and is read where it lies', async () => {
  const made = await entries({
    'a.txt': 'one\r\ntwo\r\n',
    'linux.sh': '#!/bin/sh\necho "a\r\n"\n',
    binary: Buffer.from('#!/x\r\n\0\r\n'),
    empty: '',
    bang: '#!',
  });
  const expected = Object.entries(made).map(([path, { root }]) => ({ file: join(root, path) }));
  expect(Object.values(made).map(({ source }) => source)).toEqual(expected);
});

test('names that differ in case alone are two files', async () => {
  expect(Object.keys(await entries({ 'README.md': 'a', 'readme.md': 'b' }))).toEqual(['README.md', 'readme.md']);
});

test('a file that goes while the project is read is named, and is no mistake of ours', async () => {
  const root = write(temporaryFolder(), { 'kept.txt': '', 'gone.txt': '' });
  const { list } = await listProjectFiles(root);
  rmSync(join(root, 'gone.txt'));
  const problem = { code: 'context-changed', file: join(root, 'gone.txt'), reason: 'it is gone' };
  await expect(projectEntries(root, list, 'project')).rejects.toMatchObject({ problem });
});
