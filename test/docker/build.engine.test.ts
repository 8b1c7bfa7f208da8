import { describe } from 'vitest';
import { buildSuite } from './build-suite.ts';

describe("the machine's own engine", () => {
  buildSuite(async () => await Promise.resolve({ env: {}, stop: () => Promise.resolve() }));
});
