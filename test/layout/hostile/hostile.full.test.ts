import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultOf } from './inspected.ts';
import { hostileTrees } from './pieces.ts';

/** HOSTILE_SEED repeats a run: a failure names its seed. */
const seed = process.env['HOSTILE_SEED'];

test('10,000 spoilt projects are read, or refused in words', () => {
  fc.assert(
    fc.property(hostileTrees(20_000), (tree) => {
      expect(faultOf(tree)).toBeUndefined();
    }),
    { numRuns: 10_000, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  );
});
