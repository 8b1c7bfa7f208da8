import { describe, expect, it } from 'vitest';
import { allPassed, pythonTests } from './python-tests.ts';

/** The releases with long support between the oldest and the newest, which test/overlay/overlay.test.ts has. */
const djangos = ['Django==4.2.30', 'Django==5.2.19'];

describe.concurrent('the overlay', () => {
  it.each(djangos)('passes its Python tests on %s', async (django) => {
    expect(await pythonTests(django)).toMatch(allPassed);
  });
});
