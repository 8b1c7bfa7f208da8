import { expect, test } from 'vitest';
import { choicesOf, drawChoices, seedOf } from './random-tree/choices.ts';
import { draw, faultsIn } from './random-tree/faults-in.ts';

test('3,000 generated projects are read as they were built, and reading changes nothing', async () => {
  const fault = await faultsIn(draw(3_000, false));
  expect(fault ?? 'no fault').toBe('no fault');
});

test('1,500 generated projects with a damaged file are read or refused in words', async () => {
  const fault = await faultsIn(draw(1_500, true));
  expect(fault ?? 'no fault').toBe('no fault');
});

test('the same seed gives the same trees, and a tree its own seed', () => {
  const trees = drawChoices(7, 50, { damaged: false });
  expect(drawChoices(7, 50, { damaged: false })).toEqual(trees);
  expect(drawChoices(8, 50, { damaged: false })).not.toEqual(trees);
  expect(trees.map((each) => choicesOf(seedOf(each)))).toEqual(trees);
});
