import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verbs } from '../../src/commands/catalogue.ts';
import { wordsHere } from '../../src/commands/words-here.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const missing = { code: 'variables-missing', names: ['ZONE'] } as const;

test('what is to be typed names the folder that was typed, as a shell takes it', () => {
  expect(wordsHere(missing, { dir: "it's here" }).next[0]).toBe(
    String.raw`simple-deploy push 'it'\''s here' --env ZONE=…`,
  );
  const page = { code: 'note-page-fails', reason: '500', app: 'blog' } as const;
  expect(wordsHere(page, { dir: '../shop' }).next).toEqual([
    'simple-deploy logs ../shop --app blog --tail 50',
    'simple-deploy rollback ../shop --app blog',
  ]);
});

test('a file of the project is named from where the command was typed', () => {
  const files = [{ path: 'a/shop.env', rule: 'environment file', where: 'settings.py:1', by: '' }];
  const first = (dir: string | undefined) => wordsHere({ code: 'settings-read-left-out', files }, { dir }).next[0];
  expect(first('../it')).toContain('simple-deploy push ../it --env-file ../it/a/shop.env');
  expect(first(undefined)).toContain('simple-deploy push --env-file a/shop.env');
});

test('nothing is added where no folder was typed, nor where another one is meant', () => {
  expect(wordsHere(missing, { dir: undefined }).next[0]).toBe('simple-deploy push --env ZONE=…');
  const image = { code: 'image-missing', reference: 'x' } as const;
  expect(wordsHere(image, { dir: 'shop' }).next).toContain('To build it from a project: simple-deploy build DIR');
});

test('what stands behind our name in the words is a verb', () => {
  const texts = globSync('src/messages/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  const lists = texts.flatMap((text) => [...text.matchAll(/next: .*|^ {4,}(?:\? |: )?['`].*/gm)].map(([line]) => line));
  const words = lists.flatMap((line) => [...line.matchAll(/\bsimple-deploy ([a-z]+)/g)].map(([, word]) => word));
  expect(words.length).toBeGreaterThan(20);
  const names = verbs.map(({ name }) => name);
  expect(words.filter((word) => !names.includes(word ?? ''))).toEqual([]);
});
