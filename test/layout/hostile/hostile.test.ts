import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultOf } from './inspected.ts';
import { hostileTrees } from './pieces.ts';

test('300 spoilt projects are read, or refused in words', () => {
  fc.assert(
    fc.property(hostileTrees(1_000), (tree) => {
      expect(faultOf(tree)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
}, 300_000);
