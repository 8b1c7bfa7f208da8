import { expect, test } from 'vitest';
import { fuzzAnswers } from './support/fuzz.ts';

test('whatever a registry answers comes to a problem with words', async () => {
  expect(await fuzzAnswers(100)).toBe(100);
});
