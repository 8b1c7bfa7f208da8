import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainTree } from '../../../src/layout/python-grammar/plain.ts';
import { wholeTree } from '../../../src/layout/python-grammar/whole.ts';
import { shownTree } from './shown-tree.ts';

/** Folder with the Python files to compare; default: Python's standard library. */
const folder =
  process.env['PYTHON_FILES'] ??
  execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], { encoding: 'utf8' }).trim();

test('all of a library has the tree that the whole grammar makes of it', { timeout: 600_000 }, () => {
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const compared = texts.flatMap((text) => {
    const plain = plainTree(text);
    if (plain === undefined) return [];
    const [ours, theirs] = [shownTree(plain), shownTree(wholeTree(text))];
    // Where it sees an error that is none, we know better: `f"{a:=^9}"`, and now and then in a text of 20 KB.
    if (theirs.some((line) => line.includes('⚠'))) return ['error'];
    return [ours.join('\n') === theirs.join('\n') ? 'same' : text];
  });
  expect(compared.filter((each) => each !== 'same' && each !== 'error')).toEqual([]);
  expect(compared.filter((each) => each === 'same').length).toBeGreaterThan(texts.length / 2);
});
