import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verbs } from '../src/commands/catalogue.ts';
import { overlayLines } from '../src/overlay-lines.ts';
import { CONFIG_KEYS } from '../src/config-keys.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })];

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

test.each(pages)('every link of %s leads to a file', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#]+)/g)].map(([, link]) => link ?? '');
  const broken = links.filter((link) => !existsSync(join(root, dirname(page), link)));
  expect(broken).toEqual([]);
});

test('the README names every verb', () => {
  const readme = read('README.md');
  expect(verbs.map(({ name }) => name).filter((name) => !readme.includes(name))).toEqual([]);
});

test('the guide lists every key of the configuration, and no other', () => {
  const rows = [...read('docs/guide.md').matchAll(/^\| `(([a-z-]+?)(?:es|s)?)` \| `--\2s?`[,` a-z-]* \|/gm)].map(
    ([, key]) => key ?? '',
  );
  expect(rows.toSorted()).toEqual(Object.keys(CONFIG_KEYS).toSorted());
});

test('the page about the image lists every line of the overlay with its words, and no other', () => {
  const rows = [...read('docs/image.md').matchAll(/^\| `([a-z-]+)` \| (.+?) \| (.+) \|$/gm)]
    .map(([, name, when, does]) => ({ name, when, does }))
    .filter(({ name }) => overlayLines.some((line) => line.name === name));
  expect(rows).toEqual(overlayLines.map(({ name, when = 'always', does }) => ({ name, when, does })));
});

test('every key of the configuration is an option of the command line', () => {
  const flags = new Set(verbs.flatMap(({ options }) => options.map((option) => option.flags.split(' ')[0])));
  const isFlag = (key: string): boolean =>
    [key, key.replace(/s$/, ''), key.replace(/es$/, '')].some((name) => flags.has(`--${name}`));
  expect(Object.keys(CONFIG_KEYS).filter((key) => !isFlag(key))).toEqual([]);
});
