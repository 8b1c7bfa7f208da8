import { expect, test } from 'vitest';
import { wordsFor } from '../../src/messages.ts';
import { dataNotes } from '../../src/platforms/data-notes.ts';
import type { ImageFacts } from '../../src/values/image.ts';

const said = (facts: Partial<ImageFacts>, possible: boolean): readonly string[] =>
  dataNotes(facts as ImageFacts, possible).map((note) => {
    const { what, next } = wordsFor(note);
    return [what, ...next].join('\n');
  });

test('what is lost without a volume is told, with what to do', () => {
  const [both] = said({ database: 'sqlite', media: true }, true);
  expect(both).toMatch(
    /SQLite database and uploads in \/data[^]*-v NAME:\/data[^]*--database postgres[^]*django-storages/,
  );
  const [lost] = said({ database: 'postgres', media: true }, false);
  expect(lost).toMatch(/its uploads in files, and nothing that lasts holds them there.*\nKeep uploads elsewhere/);
  expect(lost).not.toMatch(/-v NAME|--database/);
});

test('an image that keeps nothing in files, or does not stand yet, has no such note', () => {
  expect(said({ database: 'postgres', media: false }, true)).toEqual([]);
  expect(dataNotes(undefined, true)).toEqual([]);
});
