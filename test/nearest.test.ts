import { expect, test } from 'vitest';
import { nearest } from '../src/nearest.ts';

const words = ['database', 'base-image', 'settings', 'to'];

test.each([
  ['databse', 'database'],
  ['baseimage', 'base-image'],
  ['base_image', 'base-image'],
  ['Settings', 'settings'],
  ['tp', 'to'],
])('%s is near %s', (word, meant) => {
  expect(nearest(word, words)).toBe(meant);
});

test('a word that is far from all has no nearest one', () => {
  expect(nearest('colour', words)).toBeUndefined();
});
