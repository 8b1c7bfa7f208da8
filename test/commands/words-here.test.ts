import { expect, test } from 'vitest';
import { wordsHere } from '../../src/commands/words-here.ts';

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

test('nothing is added where no folder was typed, nor where another one is meant', () => {
  expect(wordsHere(missing, { dir: undefined }).next[0]).toBe('simple-deploy push --env ZONE=…');
  const image = { code: 'image-missing', reference: 'x' } as const;
  expect(wordsHere(image, { dir: 'shop' }).next).toContain('To build it from a project: simple-deploy build DIR');
});
