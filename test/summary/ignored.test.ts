import { expect, it } from 'vitest';
import { ignoredItems } from '../../src/summary/ignored.ts';

it('names each setting that has no effect, since when, and what is read instead', () => {
  const ignoredSettings = [{ name: 'DEFAULT_FILE_STORAGE', since: '5.1', instead: 'STORAGES' }];
  expect(ignoredItems({ django: '5.2.8', ignoredSettings })).toEqual([
    {
      what: 'DEFAULT_FILE_STORAGE has no effect: Django 5.1 removed it, and the image has Django 5.2.8.',
      next: ['Set STORAGES in its place, or require Django<5.1.'],
    },
  ]);
  expect([ignoredItems({ django: '5.2.8' }), ignoredItems(undefined)]).toEqual([[], []]);
});
