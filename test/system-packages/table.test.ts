import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { beyond, codeNeeds, compiler, systemNeeds } from '../../src/system-packages/table.ts';

/** A name as Debian's policy has it, or `a | b`. */
const NAME = /^[a-z0-9][a-z0-9+.-]+( \| [a-z0-9][a-z0-9+.-]+)*$/;
const KEYS = ['packages', 'versions', 'alwaysCompiled', 'build', 'run', 'lastDebian', 'releases', 'note', 'source'];
const named = systemNeeds.map((row): [string, (typeof systemNeeds)[number]] => [row.packages.join(), row]);

it.each(named)('the row of %s says what it needs, in names that Debian can have, and where that is said', (_, row) => {
  expect(Object.keys(row).filter((key) => !KEYS.includes(key))).toEqual([]);
  expect(row.packages.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\[[a-z]+\])?$/.test(name))).toEqual([]);
  expect([...(row.build ?? []), ...(row.run ?? [])].filter((name) => !NAME.test(name))).toEqual([]);
  expect(row.alwaysCompiled === true || (row.build ?? row.run ?? []).length > 0).toBe(true);
  expect(row.source).toMatch(/^https?:\/\//);
});

it('gives a distribution one row for each range of versions', () => {
  const keys = systemNeeds.flatMap(({ packages, versions = '' }) => packages.map((name) => `${name} ${versions}`));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

it('is written with one row a line, for people', () => {
  const text = readFileSync(new URL('../../templates/build/system-packages.json', import.meta.url), 'utf8');
  expect(text.match(/^ {4}\{ "packages": .*\},?$/gm)).toHaveLength(systemNeeds.length + beyond.length);
  expect(text.match(/^ {4}\{ "need": .*\},?$/gm)).toHaveLength(codeNeeds.length);
  expect(compiler).toContain('gcc');
});
