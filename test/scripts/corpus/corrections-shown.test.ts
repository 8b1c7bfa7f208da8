import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Correction } from '../../../scripts/corpus/corrections.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const corrections = JSON.parse(read('corpus/corrections.json')) as Correction[];

test.each(corrections)('docs/corpus.md shows that $fact of $repo is another', ({ repo, where }) => {
  const row = read('docs/corpus.md')
    .split('\n')
    .filter((line) => line.startsWith(`| ${repo} `) && line.includes(where));
  expect(row).not.toEqual([]);
});
