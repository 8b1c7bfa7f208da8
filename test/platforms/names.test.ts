import { expect, test } from 'vitest';
import { platforms } from '../../src/platforms/index.ts';
import { platformNames } from '../../src/platforms/names.ts';

test('what --help lists is what there is, the one without --to first', () => {
  expect(platformNames).toEqual(platforms.map(({ name }) => name));
  expect(platformNames[0]).toBe('local');
});
