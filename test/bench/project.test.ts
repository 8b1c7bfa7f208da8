import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyOf } from '../../bench/project.ts';
import { kinds, turn } from '../../bench/scenarios.ts';

const files = ['blog/notes/views.py', 'requirements.txt'];
let parent = '';

beforeEach(() => (parent = mkdtempSync(join(tmpdir(), 'bench-test-'))));
afterEach(() => rmSync(parent, { recursive: true }));

test('no two ways ever have the same code or the same dependencies', () => {
  const copies = [copyOf(parent, 'ours'), copyOf(parent, 'same')] as const;
  const seen = new Set<string>();
  const look = () => {
    for (const { folder } of copies) for (const file of files) seen.add(readFileSync(join(folder, file), 'utf8'));
  };
  look();
  for (const { changeCode, addDependency } of copies) {
    changeCode();
    addDependency();
  }
  look();
  expect(seen.size).toBe(8);
});

test('each way gets the same dependency at the same time, after all of them were taken away', () => {
  const [one, other] = [copyOf(parent, 'ours'), copyOf(parent, 'same')];
  one.addAllDependencies()();
  one.addDependency();
  other.addDependency();
  const wanted = ({ folder }: { folder: string }) =>
    readFileSync(join(folder, 'requirements.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
  expect(wanted(one)).toHaveLength(2);
  expect(wanted(one)).toEqual(wanted(other));
});

test('there are dependencies enough for all the runs that add one', () => {
  const copy = copyOf(parent, 'ours');
  const { times } = kinds(false).find(({ what }) => what === 'one dependency added')!;
  for (let run = 0; run < times; run++) expect(copy.addDependency).not.toThrow();
});

test('another way begins in each run', () => {
  expect([0, 1, 2, 3].map((run) => turn(3, run))).toEqual([
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [0, 1, 2],
  ]);
});
