import { describe, expect, it } from 'vitest';
import { allPassed, pythonTests } from './python-tests.ts';

/** The oldest that we promise, and the newest for this machine's Python; what lies between is among the long tests. */
const djangos = ['Django==3.2.25', 'Django'];

// Side by side: most of the time goes into starting Python, on one core each.
describe.concurrent('the overlay', () => {
  it.each(djangos)('passes its Python tests on %s', async (django) => {
    expect(await pythonTests(django)).toMatch(allPassed);
  });
});
