import { expect, test } from 'vitest';
import { median, pairedDifference, pairedRatio, withSpread } from '../../bench/statistics.ts';

test('median of an odd and of an even number of values', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test('median with spread', () => {
  expect(withSpread([3, 1, 2])).toBe('2.00 (1.00–3.00)');
  expect(withSpread([30, 10, 21], 0)).toBe('21 (10–30)');
});

test('ratios and differences are made pair by pair', () => {
  expect(pairedRatio([2, 9, 4], [1, 3, 4])).toBe('×2.00 (1.00–3.00)');
  expect(pairedDifference([2, 9, 4], [1, 3, 4])).toBe(1);
});
