import { expect, test } from 'vitest';
import { since } from '../../../src/platforms/local/since.ts';

const start = '2026-11-22T16:59:07.504075595Z';

test.each([
  [0, 'just now'],
  [59, 'just now'],
  [61, '1 minute ago'],
  [150, '2 minutes ago'],
  [3601, '1 hour ago'],
  [47 * 3600, '1 day ago'],
  [49 * 3600, '2 days ago'],
  [-5, 'just now'],
])('%i seconds later: %s', (seconds, ago) => {
  expect(since(start, Date.parse(start) + seconds * 1000)).toBe(`2026-11-22 16:59:07 UTC (${ago})`);
});
