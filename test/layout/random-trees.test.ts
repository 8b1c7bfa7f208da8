import { expect, test } from 'vitest';
import { draw, faultsIn } from './random-tree/faults-in.ts';

test('300 generated projects are read as they were built, and reading changes nothing', async () => {
  const fault = await faultsIn(draw(300, false));
  expect(fault ?? 'no fault').toBe('no fault');
});
