import { expect, test } from 'vitest';
import { refuseUnfit } from '../../src/commands/unfit-variables.ts';
import { renderWords } from '../../src/messages/render.ts';
import { wordsFor } from '../../src/messages.ts';
import { UserError } from '../../src/problems.ts';

const origin = { file: 'shop/settings.py', line: 12 };
const readings = { MAX_JOBS: { as: 'whole-number', origin }, FLAGS: { as: 'json', origin } } as const;

test('a value that the settings cannot read is refused with the place, and is not told', () => {
  const error = thrownBy(() => {
    refuseUnfit({ MAX_JOBS: 's3cret', FLAGS: '{}', OTHER: 'x' }, readings);
  });
  expect(error.problem).toEqual({ code: 'variables-unfit', unfit: [{ name: 'MAX_JOBS', reading: readings.MAX_JOBS }] });
  const said = renderWords(wordsFor(error.problem));
  expect(said).toContain('MAX_JOBS is read as a whole number in shop/settings.py:12');
  expect(said).toContain('simple-deploy push --env MAX_JOBS=10');
  expect(said).not.toContain('s3cret');
});

test('what fits, and what nothing is known of, is taken', () => {
  expect(() => {
    refuseUnfit({ MAX_JOBS: '5', FLAGS: '[]', OTHER: 'x' }, readings);
  }).not.toThrow();
});

function thrownBy(act: () => void): UserError {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
