import { expect, test } from 'vitest';
import { fuzzAnswers } from './support/fuzz.ts';

test('10,000 registries that keep to nothing', async () => {
  expect(await fuzzAnswers(10_000)).toBe(10_000);
});
